"""What is installed is what is pinned; the wheel works alone; nothing names a host or this machine."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
DEVELOPMENT = [Requirement(text) for text in PROJECT["project"]["optional-dependencies"]["dev"]]
# sqlite-utils names pip as a dependency (it offers to install plugins); it is the installer itself.
EXEMPT = {"pip"}

ENVIRONMENTS = {
    f"{system}-{version}": {
        **{key: str(value) for key, value in default_environment().items()},
        "sys_platform": platform,
        "platform_system": system,
        "os_name": name,
        "python_version": version,
        "python_full_version": f"{version}.0",
        "extra": "",
    }
    for system, platform, name in (("Linux", "linux", "posix"), ("Windows", "win32", "nt"))
    for version in ("3.11", "3.12", "3.13")
}


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


def pins(environment: dict[str, str]) -> dict[str, str]:
    """Name and version of every pin that applies."""
    return {
        canonicalize_name(r.name): str(r.specifier).removeprefix("==")
        for r in RUNTIME + DEVELOPMENT
        if applies(r, environment)
    }


@pytest.mark.parametrize("requirement", RUNTIME + DEVELOPMENT, ids=str)
def test_every_dependency_is_pinned_exactly(requirement: Requirement) -> None:
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    assert "*" not in specifier.version
    assert requirement.url is None


def test_the_build_backend_is_pinned() -> None:
    for text in PROJECT["build-system"]["requires"]:
        assert [specifier.operator for specifier in Requirement(text).specifier] == ["=="], text


def test_what_is_installed_is_what_is_pinned() -> None:
    here = {key: str(value) for key, value in default_environment().items()} | {"extra": ""}
    wanted = pins(here)
    installed = {name: importlib.metadata.version(name) for name in wanted}
    assert installed == wanted


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_pins_cover_the_whole_closure(environment: dict[str, str]) -> None:
    """Whatever a pinned package requires is pinned too, on Windows and with newer Pythons as well."""
    wanted = pins(environment)
    missing = set()
    for name in wanted:
        try:
            required = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            # Pinned for the other system only, so not installed here; colorama requires nothing.
            assert name == "colorama"
            continue
        for requirement in map(Requirement, required):
            other = canonicalize_name(requirement.name)
            if applies(requirement, environment) and other not in EXEMPT:
                if other not in wanted:
                    missing.add(f"{other} (for {name})")
                elif not requirement.specifier.contains(wanted[other], prereleases=True):
                    missing.add(f"{other} {requirement.specifier} (for {name})")
    assert not missing


def test_the_runtime_stands_without_the_development_tools() -> None:
    """No runtime package requires one that is pinned under [dev] only."""
    environment = ENVIRONMENTS["Linux-3.11"]
    runtime = {canonicalize_name(r.name) for r in RUNTIME if applies(r, environment)}
    for name in runtime:
        for requirement in map(Requirement, importlib.metadata.requires(name) or []):
            if applies(requirement, environment):
                assert canonicalize_name(requirement.name) in runtime | EXEMPT, name


def test_the_command_is_there() -> None:
    assert PROJECT["project"]["scripts"] == {"sothidua": "desktop.cli:main"}
    from desktop.cli import main

    assert callable(main)


def test_void_calls_keep_none_alive() -> None:
    """PySide6 6.12.0 loses a reference to None on every void call and aborts after some 7,000."""
    code = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText("Giấy khen")
print(label.text())
"""
    assert run([sys.executable, "-c", code], ROOT, QT_QPA_PLATFORM="offscreen") == "Giấy khen\n"


# ---------------------------------------------------------------- the wheel


def run(command: list[str], folder: Path, **environment: str) -> str:
    child = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )
    assert child.returncode == 0, f"{command}\n{child.stdout[-2000:]}\n{child.stderr[-4000:]}"
    return child.stdout


def tracked() -> list[str]:
    """Files of the checkout, new ones too; all files where there is no git."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    child = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False)
    if child.returncode == 0:
        names = child.stdout.decode("utf-8").split("\0")
        return [name for name in names if name and (ROOT / name).is_file()]
    rooms = ("db", "desktop", "resources", "tests", ".ci")
    inside = [
        p for room in rooms for p in (ROOT / room).rglob("*") if p.is_file() and "__pycache__" not in p.parts
    ]
    tops = [ROOT / name for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore")]
    return [path.relative_to(ROOT).as_posix() for path in inside + tops]


TRACKED = tracked()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout and installed into a folder of its own, without -e."""
    source, made, target = (tmp_path_factory.mktemp(name) for name in ("source", "wheel", "installed"))
    for name in TRACKED:
        if not name.startswith(("tests/", ".ci/")):
            copy = source / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((ROOT / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", str(source), "--no-deps", "--wheel-dir", str(made)]
    backend = Requirement(PROJECT["build-system"]["requires"][0])
    if backend.specifier.contains(importlib.metadata.version("setuptools") if has_setuptools() else "0"):
        build.append("--no-build-isolation")
    run(build, made)
    (wheel,) = made.glob("sothidua-*.whl")
    run([*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)], made)
    return target


def has_setuptools() -> bool:
    try:
        importlib.metadata.version("setuptools")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


DEMO = [
    "demo.sothidua",
    "giay-khen.pdf",
    "giay-khen-phoi.pdf",
    "tong-hop.xlsx",
    "dang-ky.xlsx",
    "bao-cao.docx",
    "bao-cao.pdf",
    "quyet-dinh.docx",
    "to-trinh.docx",
]


def test_the_installed_wheel_makes_the_demo_from_another_folder(installed: Path, tmp_path: Path) -> None:
    alone = {"PYTHONPATH": str(installed)}
    where = run(
        [sys.executable, "-c", "import desktop, db; print(desktop.__file__, db.__file__)"], tmp_path, **alone
    )
    assert where.count(str(installed)) == 2
    run([sys.executable, "-m", "desktop.cli", "demo", "ra"], tmp_path, **alone)
    assert {path.name for path in (tmp_path / "ra").iterdir()} >= set(DEMO)
    assert all((tmp_path / "ra" / name).stat().st_size > 0 for name in DEMO)


def test_the_wheel_holds_every_resource_and_licence(installed: Path) -> None:
    wanted = [name for name in TRACKED if name.startswith(("db/", "desktop/", "resources/"))]
    assert not [name for name in wanted if not (installed / name).is_file()]
    (information,) = installed.glob("sothidua-*.dist-info")
    licences = {path.name for path in (information / "licenses").rglob("*") if path.is_file()}
    assert {"LICENSE", "LICENSE-Tinos.txt", "LICENSE-Inter.txt", "LICENSE-Lucide.txt"} <= licences


# ---------------------------------------------------------------- what the checkout may not hold

# In two pieces, or this file would name them.
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npmjs" + r"\.", "registry\\." + "yarnpkg", "anaconda" + r"\.",
              "index" + r"[-_]url", "files\\.python", "deb\\." + "debian", "proxy\\." + "golang"]),
    re.IGNORECASE,
)  # fmt: skip
LOCKS = re.compile(
    r"(^|/)(requirements[^/]*\.txt|constraints[^/]*\.txt|[^/]*\.lock|package-lock\.json|pip\.conf|\.npmrc|\.pypirc)$"
)


def test_no_file_names_a_package_host_or_this_machine() -> None:
    parent = ROOT.parent.as_posix().rstrip("/")
    here = re.compile(rf"(?<![\w.]){re.escape(parent)}/" if parent else rf"(?<![\w.]){re.escape(str(ROOT))}/")
    found = []
    for name in TRACKED:
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        if HOSTS.search(text) or re.search(r"[A-Z]:\\Users\\\w", text) or here.search(text):
            found.append(name)
    assert not found


def test_no_lock_file() -> None:
    assert not [name for name in TRACKED if LOCKS.search(name)]


def test_the_checks_above_see_what_they_look_for() -> None:
    assert HOSTS.search("https://" + "pypi" + ".org/simple")
    assert not HOSTS.search("openpyxl, python-docx, npm package")
    assert LOCKS.search("desktop/requirements-dev.txt")
    assert not LOCKS.search("db/locks.py")


def test_bundled_things_carry_their_licences() -> None:
    fonts = {path.stem.split("_")[0].split("-")[0] for path in (ROOT / "resources" / "fonts").glob("*.ttf")}
    wanted = [f"resources/fonts/LICENSE-{family}.txt" for family in sorted(fonts)]
    wanted += [
        path.relative_to(ROOT).as_posix()
        for room in ("icons", "emblem")
        for path in (ROOT / "resources" / room).glob("LICENSE-*.txt")
    ]
    assert fonts
    assert any("/icons/" in name for name in wanted)
    assert any("/emblem/" in name for name in wanted)
    for name in [*wanted, "LICENSE"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.search(r"copyright|licensed under|license", text, re.IGNORECASE), name
        assert name in TRACKED, name
