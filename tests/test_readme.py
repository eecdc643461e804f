"""What the README says is true: its commands run as written, its files are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^(kg .+)$", "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL)), re.MULTILINE)


def test_its_links_lead_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target]
    assert targets
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_a_newcomer_needs_two_commands() -> None:
    """One runs the main job, one all tests; both scripts are there and can be run."""
    scripts = re.findall(r"^bash (\S+)$", README, re.MULTILINE)
    assert scripts == ["examples/build", ".ci/test"]
    assert all(os.access(ROOT / script, os.X_OK) for script in scripts)


@pytest.mark.parametrize("script", ["examples/build", ".ci/setup", ".ci/test", ".ci/run"])
def test_its_scripts_are_well_formed(script: str) -> None:
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_its_commands_run_as_written(tmp_path: Path) -> None:
    """Those that need no database and no model's server, in order, where the reports are."""
    here = [command for command in COMMANDS if "neo4j" not in command and "--model" not in command]
    assert len(here) >= 5
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "kg").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kg "$@"\n', "utf-8")
    (tmp_path / "kg").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", "\n".join(here)], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
