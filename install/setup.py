"""Sets Fermata up from a checkout: builds the jar, makes a Python environment with JupyterLab, installs
the kernel there and executes a tutorial on it. Run it again whenever you like: what is done stays done,
and the second time needs no network. Start it through ./install/setup (install\\setup.cmd on Windows)."""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
JAR = CHECKOUT / "install" / "target" / "fermata.jar"
REQUIREMENTS = CHECKOUT / "install" / "requirements.txt"
TUTORIAL = CHECKOUT / "notebooks" / "approval.ipynb"
WINDOWS = os.name == "nt"
OLDEST_JAVA = 17
OLDEST_PYTHON = (3, 10)
STEPS = 6


class SetupError(Exception):
    """What went wrong, why, and what to do."""


class Step:
    """Prints what is being done and how long it took."""

    number = 0

    def __init__(self, title):
        Step.number += 1
        self.title = title

    def __enter__(self):
        print(f"[{Step.number}/{STEPS}] {self.title}", flush=True)
        self.start = time.monotonic()
        return self

    def say(self, text):
        print(f"      {text}", flush=True)

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.say(f"done in {time.monotonic() - self.start:.1f} s")


class Java:
    """The JDK that builds the jar and that the kernel will run on."""

    def __init__(self, program):
        self.program = program
        try:
            run = subprocess.run([program, "-XshowSettings:properties", "-version"], capture_output=True, text=True)
        except FileNotFoundError:
            raise SetupError(f'There is no Java: "{program}" does not exist.\n' + Java.advice())
        settings = dict(re.findall(r"^\s+(java\.\S+) = (.*)$", run.stderr, re.MULTILINE))
        if run.returncode or "java.home" not in settings:
            raise SetupError(f'"{program}" does not start: {run.stderr.strip()[:300]}\nSet JAVA_HOME to a JDK of version {OLDEST_JAVA} or newer.')
        self.home = Path(settings["java.home"])
        self.version = settings.get("java.version", "?")
        self.feature = int(settings["java.specification.version"].removeprefix("1."))

    @staticmethod
    def find():
        home = os.environ.get("JAVA_HOME")
        java = Java(str(Path(home) / "bin" / "java") if home else "java")
        if java.feature < OLDEST_JAVA:
            raise SetupError(
                f"Java {java.version} in {java.home} is too old: Fermata needs a JDK of version {OLDEST_JAVA} or newer.\n"
                + Java.advice()
            )
        modules = subprocess.run([java.program, "--list-modules"], capture_output=True, text=True).stdout
        if "jdk.jshell" not in modules or "jdk.compiler" not in modules:
            raise SetupError(
                f"Java {java.version} in {java.home} is only a runtime (JRE): it has no module jdk.jshell, which compiles the cells.\n"
                + Java.advice()
            )
        return java

    @staticmethod
    def advice():
        return (
            "Install a full JDK (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless; macOS: brew install temurin;\n"
            "Windows: winget install EclipseAdoptium.Temurin.21.JDK) and run this again, or set JAVA_HOME to one you have."
        )


def check_python():
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(
            "Python {}.{} is too old: JupyterLab needs 3.10 or newer.\n"
            "Install one and name it: PYTHON=/path/to/python3 ./install/setup".format(*sys.version_info[:2])
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as missing:
        raise SetupError(
            f"This Python ({sys.executable}) cannot make environments: the module {missing.name} is missing.\n"
            "Debian, Ubuntu: apt-get install python3-venv"
        )


def sources():
    for part in ("kernel/engine", "kernel/jupyter", "magics", "install"):
        yield CHECKOUT / part / "pom.xml"
        yield from (path for path in (CHECKOUT / part / "src" / "main").rglob("*") if path.is_file())
    yield CHECKOUT / "pom.xml"


def build(step, java):
    if JAR.exists() and all(path.stat().st_mtime <= JAR.stat().st_mtime for path in sources()):
        step.say("nothing changed since the last build")
        return
    maven = CHECKOUT / ("mvnw.cmd" if WINDOWS else "mvnw")
    # -Dfast leaves out format, style and bug checks: they guard changes, and they cost downloads.
    command = [str(maven), "--batch-mode", "-Dfast", "-DskipTests", "package", "-pl", "install", "-am"]
    env = dict(os.environ, JAVA_HOME=str(java.home))
    lines, fetched = [], 0
    process = subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL)
    for line in process.stdout:
        lines.append(line.rstrip())
        module = re.match(r"\[INFO\] Building (.+?) \S+\s+\[(\d+/\d+)\]", line)
        if module:
            step.say(f"building {module[1]} ({module[2]})")
        if "Downloaded from" in line:
            fetched += 1
            if fetched % 100 == 0:
                step.say(f"{fetched} files fetched")
    if process.wait():
        problems = [line for line in lines if line.startswith("[ERROR]")] or lines
        raise SetupError(
            "The build failed:\n  " + "\n  ".join(problems[-25:]) + "\n"
            "If something could not be fetched, check the network and run this again: what was fetched is kept."
        )


class Environment:
    """A Python environment made by venv."""

    def __init__(self, prefix):
        self.prefix = prefix

    def program(self, name):
        return str(self.prefix / ("Scripts" if WINDOWS else "bin") / (name + (".exe" if WINDOWS else "")))

    def make(self, step):
        if (self.prefix / "pyvenv.cfg").exists():
            step.say(f"{self.prefix} is there")
            return
        if self.prefix.exists() and any(self.prefix.iterdir()):
            raise SetupError(
                f'"{self.prefix}" is a folder with files that is not a Python environment.\n'
                "Nothing was changed; name another place: ./install/setup --prefix DIR"
            )
        run([sys.executable, "-m", "venv", str(self.prefix)], "The Python environment could not be made")

    def fill(self, step):
        wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
        stamp = self.prefix / "fermata-requirements.sha256"
        if stamp.exists() and stamp.read_text() == wanted:
            step.say("JupyterLab is there")
            return
        step.say("fetching JupyterLab and Notebook (the first time up to a few minutes)")
        pip = [self.program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENTS)]
        run(pip, "JupyterLab could not be installed", "Check the network and run this again: what was fetched is kept.")
        stamp.write_text(wanted)


def run(command, failure, advice="", **options):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)
    if done.returncode:
        tail = "\n  ".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise SetupError(f"{failure}:\n  {tail}\n{advice}".rstrip())
    return done.stdout


def execute_tutorial(step, environment):
    with tempfile.TemporaryDirectory(prefix="fermata-setup") as scratch:
        command = [environment.program("jupyter"), "nbconvert", "--to", "notebook", "--execute", "--output-dir", scratch, str(TUTORIAL)]
        # A store of its own: the checkpoints of this trial shall not lie among the person's.
        env = dict(os.environ, FERMATA_STORE=str(Path(scratch) / "checkpoints.mdb"))
        doctor = f"Ask the doctor what is wrong: java -jar install/target/fermata.jar doctor --prefix {environment.prefix}"
        run(command, f"The notebook {TUTORIAL.name} did not run on the installed kernel", doctor, env=env)
        cells = json.loads((Path(scratch) / TUTORIAL.name).read_text(encoding="utf-8"))["cells"]
    tell(step, cells)


def tell(step, cells):
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and re.search(r"^%(invoke|resume)\b", source, re.MULTILINE):
            show(step, source, cell["outputs"])


def show(step, source, outputs):
    """A cell as a person would tell of it: what was typed, and what came of it. The lines that would answer are left out."""
    step.say("")
    step.say("A run, and the question at which it stops:" if "%invoke" in source else "The answer, and what the run came to:")
    for line in source.splitlines():
        step.say("  > " + line)
    for output in outputs:
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        for line in "".join(text).split("To answer, run one of")[0].strip().splitlines():
            step.say("    " + line)


def main():
    parser = argparse.ArgumentParser(prog="./install/setup", description=__doc__)
    parser.add_argument("--prefix", metavar="DIR", type=Path, default=CHECKOUT / ".venv", help="where the Python environment is made (.venv in the checkout)")
    parser.add_argument("--lab", action="store_true", help="open JupyterLab when everything is ready")
    options = parser.parse_args()
    environment = Environment(options.prefix.resolve())
    start = time.monotonic()
    sys.stdout.reconfigure(errors="replace")  # a console that lacks a character of an answer shows a ? for it
    with Step("Looking for a JDK and Python") as step:
        check_python()
        java = Java.find()
        step.say(f"Java {java.version} in {java.home}")
        step.say(f"Python {sys.version.split()[0]} in {sys.prefix}")
    with Step("Building the kernel") as step:
        build(step, java)
    with Step(f"Making the Python environment {environment.prefix}") as step:
        environment.make(step)
    with Step("Installing JupyterLab") as step:
        environment.fill(step)
    with Step("Installing the kernel") as step:
        command = [java.program, "-jar", str(JAR), "install", "--prefix", str(environment.prefix)]
        run(command, "The kernel could not be installed")
    with Step(f"Executing {TUTORIAL.relative_to(CHECKOUT)} on it") as step:
        execute_tutorial(step, environment)
    print(f"\nFermata is ready ({time.monotonic() - start:.0f} s in all). Open JupyterLab with\n")
    # Jupyter refuses to serve as root, the only user of many containers, unless told
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    print(f"    {' '.join([str(environment.program('jupyter')), 'lab', *root, str(TUTORIAL.parent)])}\n")
    print("or with ./install/setup --lab. Then open approval.ipynb and run its cells: there you answer by a click.", flush=True)
    if options.lab:
        lab = [environment.program("jupyter"), "lab", *root, str(TUTORIAL)]
        sys.exit(subprocess.call(lab, cwd=TUTORIAL.parent))


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
