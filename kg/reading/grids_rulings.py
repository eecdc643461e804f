"""A PDF page -> its rulings: the thin boxes and straight strokes among its paths."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from kg.reading.grids_values import Ruling

Place = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]

THICKEST = 2.5  # points; a thicker box is a shade or a picture
SHORTEST = 3.0  # points; what is shorter is a dash, a bullet or part of a drawing
DEEPEST = 4  # forms inside forms
MOST_SEGMENTS = 2000  # a path of more is a drawing
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rulings(page: Any, place: Place | None = None) -> tuple[Ruling, ...]:
    """The rulings of a pypdfium2 page. `place` turns the page's own (x, y up) into (x, y down); unrotated pages need none."""
    height = page.get_height()
    put = place or (lambda x, y: (x, height - y))
    raw = page.raw
    objects = (pdfium.FPDFPage_GetObject(raw, at) for at in range(pdfium.FPDFPage_CountObjects(raw)))
    boxes = (box for found in objects for box in object_boxes(found, IDENTITY, 0))
    return tuple(ruling for box in boxes if (ruling := as_ruling(box, put)))


def as_ruling(box: tuple[float, float, float, float], put: Place) -> Ruling | None:
    (x0, y0), (x1, y1) = put(box[0], box[1]), put(box[2], box[3])
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    wide, high = right - left, bottom - top
    if min(wide, high) > THICKEST or max(wide, high) < SHORTEST:
        return None
    return Ruling(left, top, right, bottom)


def object_boxes(found: Any, outer: Matrix, depth: int) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of an object's straight parts in the page's own points; forms are opened."""
    kind = pdfium.FPDFPageObj_GetType(found)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = times(matrix_of(found), outer)
        for at in range(pdfium.FPDFFormObj_CountObjects(found)):
            yield from object_boxes(pdfium.FPDFFormObj_GetObject(found, at), inner, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from path_boxes(found, outer)


def path_boxes(path: Any, outer: Matrix) -> Iterator[tuple[float, float, float, float]]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    box = (left.value, bottom.value, right.value, top.value)
    if min(box[2] - box[0], box[3] - box[1]) <= THICKEST:
        yield (*moved(outer, box[0], box[1]), *moved(outer, box[2], box[3]))
    elif pdfium.FPDFPath_CountSegments(path) <= MOST_SEGMENTS:
        yield from segment_boxes(path, times(matrix_of(path), outer))


def segment_boxes(path: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The thin sub-paths of a path, and each straight piece of the others where the path is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in sub_paths(path, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= THICKEST:
            yield min(xs), min(ys), max(xs), max(ys)
        elif stroke.value:
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                yield x0, y0, x1, y1


def sub_paths(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(moved(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def matrix_of(found: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if pdfium.FPDFPageObj_GetMatrix(found, m) else IDENTITY


def times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]
