"""Gives @tensorflow/tfjs-node a libtensorflow where its own download can't run:
python3 tools/libtensorflow/install.py FOLDER [--from FILE] [--package NAME] [--optional]

Installs the package into the project of FOLDER with its scripts ignored, fills its deps/ from pip's tensorflow-cpu or from
FILE (a wheel, or an official libtensorflow archive), builds its native part, and multiplies two matrices by it. Takes
1.5 GB of disk, a minute, Python 3, and a C++ compiler."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

WHEEL = "tensorflow-cpu==2.21.0"
VERSION = "4.22.0"
HEADERS = tuple(f"tensorflow/include/{name}/" for name in ("tensorflow", "tsl", "xla"))
LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
TRIAL = """
const tf = require(process.argv[1]);
const [product] = tf.matMul([[1, 2]], [[3], [4]]).dataSync();
if (tf.getBackend() !== 'tensorflow' || product !== 11) throw new Error(`1·3 + 2·4 came out as ${product}`);
console.log(`TensorFlow ${tf.backend().binding.TF_Version} runs in Node ${process.versions.node}`);
"""


class NotFetched(Exception):
    """pip has no such wheel here."""


def fetch_wheel(folder):
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL]
    done = subprocess.run(pip, capture_output=True, text=True)
    wheels = [name for name in os.listdir(folder) if name.endswith(".whl")]
    if done.returncode or not wheels:
        said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise NotFetched(f"pip can't fetch {WHEEL} here ({said})")
    return os.path.join(folder, wheels[0])


def unpack_wheel(path, deps):
    """The headers and the two libraries of a wheel, laid out as an official archive lays them."""
    with zipfile.ZipFile(path) as wheel:
        for name in wheel.namelist():
            if name.startswith(HEADERS) or name in LIBRARIES:
                wheel.extract(name, deps)
    inside, lib = os.path.join(deps, "tensorflow"), os.path.join(deps, "lib")
    os.rename(os.path.join(inside, "include"), os.path.join(deps, "include"))
    os.mkdir(lib)
    for library in LIBRARIES:
        os.rename(os.path.join(deps, library), os.path.join(lib, os.path.basename(library)))
    os.rmdir(inside)


def unpack_archive(path, deps):
    with tarfile.open(path) as archive:
        archive.extractall(deps, filter="data")


def link_libraries(lib):
    """The names by which the native part is linked, where an archive or a wheel has others."""
    for stem in ("libtensorflow", "libtensorflow_framework"):
        if os.path.exists(os.path.join(lib, f"{stem}.so")):
            continue
        found = sorted(name for name in os.listdir(lib) if re.fullmatch(rf"{stem}(_cc)?\.so\.[\d.]+", name))
        if not found:
            raise SystemExit(f"no {stem} among {', '.join(sorted(os.listdir(lib)))}")
        os.symlink(found[0], os.path.join(lib, f"{stem}.so"))


def fill(package, source):
    """Unpacks beside deps/ and renames, so that deps/ is whole or absent."""
    deps = os.path.join(package, "deps")
    with tempfile.TemporaryDirectory(dir=package) as beside:
        unpacked = os.path.join(beside, "deps")
        os.mkdir(unpacked)
        unpack = unpack_wheel if source.endswith(".whl") else unpack_archive
        unpack(source, unpacked)
        link_libraries(os.path.join(unpacked, "lib"))
        shutil.rmtree(deps, ignore_errors=True)
        os.rename(unpacked, deps)


def install_package(folder, name):
    os.makedirs(folder, exist_ok=True)
    package = os.path.join(folder, "node_modules", name)
    if not os.path.exists(os.path.join(package, "package.json")):
        manifest = os.path.join(folder, "package.json")
        if not os.path.exists(manifest):
            with open(manifest, "w") as file:
                file.write('{ "private": true }\n')
        npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", f"{name}@{VERSION}"]
        subprocess.run(npm, cwd=folder, check=True)
    return package


def own_headers():
    """Node's headers where they stand beside it; else they are downloaded for the build."""
    root = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("node"))))
    return [f"--nodedir={root}"] if os.path.exists(os.path.join(root, "include/node/node_api.h")) else []


def install(folder, name, source):
    package = os.path.abspath(install_package(folder, name))
    with tempfile.TemporaryDirectory() as downloads:
        fill(package, source or fetch_wheel(downloads))
    # not its install script, which would throw deps/ away and download its own
    build = os.path.join(os.path.abspath(folder), "node_modules/@mapbox/node-pre-gyp/bin/node-pre-gyp")
    subprocess.run(["node", build, "install", "--build-from-source", *own_headers()], cwd=package, check=True)
    subprocess.run(["node", "-e", TRIAL, package], check=True, env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "1"})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="of the project that is to have it")
    parser.add_argument("--from", dest="source", help="a tensorflow wheel or libtensorflow's .tar.gz instead of pip's")
    parser.add_argument("--package", default="@tensorflow/tfjs-node", help="or @tensorflow/tfjs-node-gpu")
    parser.add_argument("--optional", action="store_true", help="only say so where pip can't fetch the wheel")
    args = parser.parse_args()
    try:
        install(args.folder, args.package, args.source)
    except NotFetched as absent:
        print(absent, file=sys.stderr)
        sys.exit(0 if args.optional else 1)


if __name__ == "__main__":
    main()
