"""A directory of generated files: written as a whole, or compared with what it should hold."""

from collections.abc import Iterator, Mapping
from pathlib import Path


def write(directory: Path, texts: Mapping[str, str]) -> None:
    """Make `directory` hold exactly `texts` (path below it -> text): write what differs, remove what has no business there."""
    for path, text in texts.items():
        target = directory / path
        if _read(target) != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    for path in sorted(_held(directory) - texts.keys(), reverse=True):
        (directory / path).unlink()
    for folder in _folders_deepest_first(directory):
        if not any(folder.iterdir()):
            folder.rmdir()


def stale(directory: Path, texts: Mapping[str, str]) -> list[str]:
    """Return one line for every file below `directory` that is missing, differs from `texts`, or should not be there."""
    return sorted([*_different(directory, texts), *(f"{path}: should not be there" for path in _held(directory) - texts.keys())])


def _different(directory: Path, texts: Mapping[str, str]) -> Iterator[str]:
    for path, text in texts.items():
        held = _read(directory / path)
        if held != text:
            yield f"{path}: {'missing' if held is None else 'differs'}"


def _read(path: Path) -> str | None:
    # Bytes, because reading as text would hide a carriage return that an editor left behind.
    return path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else None


def _held(directory: Path) -> set[str]:
    # What an operating system hides in a folder (names with a dot) is nobody's contract.
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file() and not path.name.startswith(".")}


def _folders_deepest_first(directory: Path) -> list[Path]:
    return sorted((path for path in directory.rglob("*") if path.is_dir()), reverse=True)
