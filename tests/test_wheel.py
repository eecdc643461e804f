"""The installed wheel instead of the tree: all data is in it, and the command works from it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from commands import EXAMPLES

ROOT = Path(__file__).parent.parent
PACKAGES = ("kg", "loaders", "ontology", "queries")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("these tests run beside the tree that the wheel is made of")
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(words, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    """Code, data, questions, type marks; and the licence."""
    tracked = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not set(tracked) - names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {f"{package}/py.typed" for package in PACKAGES} <= names


def test_the_command_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """In a folder of its own, without the tree in sight."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    program = f"import sys; sys.path.insert(0, {str(site)!r}); import kg.cli; assert kg.__file__.startswith({str(site)!r}); kg.cli.main()"
    words = [sys.executable, "-I", "-c", program, "build", str(EXAMPLES / "d05.txt"), "--out", "out"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "graph.ttl").stat().st_size > 10_000
