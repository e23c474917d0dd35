"""Drawings of a storyboard to a film: each stands for some seconds, the look wanders over it, it fades into the next.

H.264 (main profile, level 3) without sound plays on the cheapest phone. The index comes first, so that it begins at
once; a key frame every two seconds makes each moment easy to reach.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import yaml
from PIL import Image
from weasyprint import HTML

WIDTH, HEIGHT = 640, 400
RATE = 12
"""Frames a second: enough for a slow look."""
FADE = 0.5
"""Seconds."""
DETAIL = 3
"""A drawing is drawn so many times larger than the film, so that it is sharp where the look comes near."""
PAPER = "#e7f2f3"
"""The ground of all drawings."""
ENCODING = (
    "-c:v libx264 -profile:v main -level 3.0 -pix_fmt yuv420p -preset veryslow -tune animation -crf 27 "
    f"-g {2 * RATE} -movflags +faststart -an -map_metadata -1 -fflags +bitexact -flags:v +bitexact"
)

Look = tuple[float, float, float]
"""Left, top and width of what is seen, as shares of the drawing's width, height and width."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A drawing and how it is looked at."""

    drawing: Path
    seconds: float
    begin: Look
    end: Look


def read_scenes(folder: Path) -> list[Scene]:
    """The scenes of `storyboard.yml`."""
    written = yaml.safe_load((folder / "storyboard.yml").read_text(encoding="utf-8"))
    return [
        Scene(
            drawing=(folder / one["drawing"]).resolve(),
            seconds=one["seconds"],
            begin=_look(one.get("from")),
            end=_look(one.get("to") or one.get("from")),
        )
        for one in written["scenes"]
    ]


def _look(percents: list[float] | None) -> Look:
    left, top, width = percents or (0, 0, 100)
    return left / 100, top / 100, width / 100


def draw(drawing: Path) -> Image.Image:
    """The drawing on its ground, many times larger than the film."""
    page = f"@page{{size:{WIDTH}px {HEIGHT}px;margin:0}}html{{background:{PAPER}}}img{{display:block;width:{WIDTH}px}}"
    pdf = HTML(string=f'<style>{page}</style><img src="{drawing.as_uri()}">').write_pdf()
    scale = DETAIL * WIDTH / pypdfium2.PdfDocument(pdf)[0].get_width()
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")


def seen(picture: Image.Image, scene: Scene, share: float) -> Image.Image:
    """What is seen of a drawing when this share of its time is over; the look begins and ends softly."""
    soft = share * share * (3 - 2 * share)
    left, top, width = (a + (b - a) * soft for a, b in zip(scene.begin, scene.end, strict=True))
    box = (left, top, min(left + width, 1), min(top + width, 1))
    sides = (picture.width, picture.height, picture.width, picture.height)
    corners = [edge * side for edge, side in zip(box, sides, strict=True)]
    return picture.resize(
        (WIDTH, HEIGHT), Image.Resampling.LANCZOS, box=(corners[0], corners[1], corners[2], corners[3])
    )


def frames(scenes: list[Scene]) -> Iterator[Image.Image]:
    """All pictures of the film."""
    pictures = [draw(scene.drawing) for scene in scenes]
    last: Image.Image | None = None
    for scene, picture in zip(scenes, pictures, strict=True):
        count = round(scene.seconds * RATE)
        for number in range(count):
            frame = seen(picture, scene, number / (count - 1))
            faded = (number + 1) / (FADE * RATE)
            yield Image.blend(last, frame, faded) if last and faded < 1 else frame
        last = frame


def make(folder: Path) -> Path:
    """The film, beside the folder of its storyboard."""
    film = folder.with_suffix(".mp4")
    source = f"-f rawvideo -pix_fmt rgb24 -s {WIDTH}x{HEIGHT} -r {RATE} -i -"
    command = ["ffmpeg", "-y", "-loglevel", "error", *source.split(), *ENCODING.split(), str(film)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:  # noqa: S603 - words of ours and a path
        if encoder.stdin is None:
            raise RuntimeError("the encoder does not listen")
        for frame in frames(read_scenes(folder)):
            encoder.stdin.write(frame.tobytes())
        encoder.stdin.close()
    if encoder.returncode:
        sys.exit(encoder.returncode)
    return film


for name in sys.argv[1:]:
    made = make(Path(name))
    sys.stderr.write(f"{made}: {made.stat().st_size / 1e6:.2f} MB\n")
