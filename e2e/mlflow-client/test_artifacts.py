"""Artifacts: files, folders, text, pictures, tables; listing, loading and deleting them."""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor

import mlflow
import numpy
import pandas
import pytest
import yaml
from mlflow.artifacts import download_artifacts, list_artifacts, load_dict, load_image, load_text
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from requests import HTTPError

from support import check_each, wait_until


def listed(client, run_id, path=None):
    return [(file.path, file.is_dir, file.file_size) for file in client.list_artifacts(run_id, path)]


def test_log_artifact(client, run_id, tmp_path):
    (tmp_path / "model.txt").write_bytes(b"weights\r\n")
    client.log_artifact(run_id, tmp_path / "model.txt")
    client.log_artifact(run_id, str(tmp_path / "model.txt"), "deep/er")
    assert listed(client, run_id) == [("deep", True, None), ("model.txt", False, 9)]
    assert listed(client, run_id, "deep") == [("deep/er", True, None)]
    assert listed(client, run_id, "deep/er") == [("deep/er/model.txt", False, 9)]
    local = client.download_artifacts(run_id, "deep/er/model.txt")
    assert open(local, "rb").read() == b"weights\r\n"


def test_an_upload_overwrites(client, run_id):
    client.log_text(run_id, "a longer text", "a.txt")
    client.log_text(run_id, "short", "a.txt")
    assert listed(client, run_id) == [("a.txt", False, 5)]
    assert load_text(f"runs:/{run_id}/a.txt") == "short"


def test_log_artifacts_of_a_folder(client, run_id, tmp_path):
    source = tmp_path / "out"
    for name in ("a.txt", "sub/b.txt", "sub/deeper/c.bin", "ünïcode näme ☃.txt", "with space & more.txt", "100%.txt"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(name.encode())
    (source / "empty").mkdir()
    client.log_artifacts(run_id, source, "all")
    target = tmp_path / "back"
    target.mkdir()
    mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="all", dst_path=str(target))
    back = {str(p.relative_to(target / "all").as_posix()): p.read_bytes() for p in target.rglob("*") if p.is_file()}
    assert back == {str(p.relative_to(source).as_posix()): p.read_bytes() for p in source.rglob("*") if p.is_file()}
    assert {path for path, _, _ in listed(client, run_id, "all")} >= {"all/ünïcode näme ☃.txt", "all/100%.txt", "all/sub"}


def test_whole_run_is_downloaded(client, run_id, tmp_path):
    for i in range(30):
        client.log_text(run_id, str(i), f"folder{i % 3}/f{i}.txt")
    local = download_artifacts(f"runs:/{run_id}/", dst_path=str(tmp_path))
    assert sum(len(files) for _, _, files in os.walk(local)) == 30


def test_empty_files(client, run_id, tmp_path):
    (tmp_path / "nothing").touch()
    client.log_artifact(run_id, tmp_path / "nothing")
    client.log_text(run_id, "", "empty.txt")
    assert [(path, size or 0) for path, _, size in listed(client, run_id)] == [("empty.txt", 0), ("nothing", 0)]
    assert load_text(f"runs:/{run_id}/empty.txt") == ""


def test_50_megabytes(client, run_id, tmp_path):
    content = numpy.random.default_rng(3).bytes(50 * 2**20)
    (tmp_path / "big.bin").write_bytes(content)
    client.log_artifact(run_id, tmp_path / "big.bin")
    assert listed(client, run_id) == [("big.bin", False, len(content))]
    local = client.download_artifacts(run_id, "big.bin", str(tmp_path / ".."))
    assert hashlib.sha256(open(local, "rb").read()).digest() == hashlib.sha256(content).digest()


def test_parallel_uploads_and_downloads(client, run_id):
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda i: client.log_text(run_id, "x" * i * 1000, f"many/{i}.txt"), range(24)))
        sizes = list(threads.map(lambda i: len(load_text(f"runs:/{run_id}/many/{i}.txt")), range(24)))
    assert sizes == [i * 1000 for i in range(24)]


def test_text_and_dict(client, run_id):
    value = {"nested": {"list": [1, 2.5, None, True]}, "text": "Größe"}
    client.log_dict(run_id, value, "a.json")
    client.log_dict(run_id, value, "b.yaml")
    client.log_text(run_id, "zwei\nZeilen ☃", "notes/c.md")
    assert load_dict(f"runs:/{run_id}/a.json") == value
    assert yaml.safe_load(load_text(f"runs:/{run_id}/b.yaml")) == value
    assert load_text(f"runs:/{run_id}/notes/c.md") == "zwei\nZeilen ☃"


def test_figure(client, run_id):
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    axes.plot([1, 2, 3])
    client.log_figure(run_id, figure, "plots/curve.png")
    client.log_figure(run_id, figure, "curve.svg")
    pyplot.close(figure)
    assert load_image(f"runs:/{run_id}/plots/curve.png").size == (640, 480)
    assert "<svg" in load_text(f"runs:/{run_id}/curve.svg")


def test_image_with_a_name(client, run_id):
    from PIL import Image

    pixels = numpy.zeros((8, 16, 3), dtype=numpy.uint8)
    pixels[:, :, 0] = 255
    client.log_image(run_id, pixels, "array.png")
    client.log_image(run_id, Image.new("RGB", (4, 4), "blue"), "pil.png")
    back = load_image(f"runs:/{run_id}/array.png")
    assert (back.size, back.getpixel((0, 0))[:3]) == ((16, 8), (255, 0, 0))


def test_images_of_steps(client, run_id):
    for step in range(3):
        client.log_image(run_id, numpy.full((8, 8), step / 3), key="sample", step=step)
    files = wait_until(lambda: len(found := client.list_artifacts(run_id, "images")) == 6 and found)
    assert {file.path.rsplit(".", 1)[1] for file in files} == {"png", "webp"}
    assert client.get_run(run_id).data.tags["mlflow.loggedImages"] == "True"


def test_table(client, experiment_id, run_id):
    client.log_table(run_id, {"question": ["a", "b"], "score": [0.5, 1]}, "eval.json")
    client.log_table(run_id, pandas.DataFrame({"question": ["ç"], "score": [2.0]}), "eval.json")
    table = client.load_table(experiment_id, "eval.json")
    assert table.to_dict("list") == {"question": ["a", "b", "ç"], "score": [0.5, 1, 2]}
    mlflow.set_experiment(experiment_id=experiment_id)
    with_ids = mlflow.load_table("eval.json", run_ids=[run_id], extra_columns=["run_id"])
    assert set(with_ids["run_id"]) == {run_id}
    assert json.loads(client.get_run(run_id).data.tags["mlflow.loggedArtifacts"])[0]["path"] == "eval.json"


def test_fluent_artifacts(client, tmp_path):
    (tmp_path / "a.txt").write_text("a")
    with mlflow.start_run() as active:
        mlflow.log_artifact("a.txt")
        mlflow.log_artifacts(str(tmp_path), "copy")
        mlflow.log_text("t", "t.txt")
        uri = mlflow.get_artifact_uri("t.txt")
    assert load_text(uri) == "t"
    assert uri == f"mlflow-artifacts:/0/{active.info.run_id}/artifacts/t.txt"
    assert [file.path for file in list_artifacts(run_id=active.info.run_id)] == ["a.txt", "copy", "t.txt"]
    assert [file.path for file in list_artifacts(f"runs:/{active.info.run_id}/copy")] == ["copy/a.txt"]


def test_delete(client, run):
    repository = get_artifact_repository(run.info.artifact_uri)
    client.log_text(run.info.run_id, "a", "folder/a.txt")
    client.log_text(run.info.run_id, "b", "folder/b.txt")
    repository.delete_artifacts("folder/a.txt")
    assert listed(client, run.info.run_id, "folder") == [("folder/b.txt", False, 1)]
    repository.delete_artifacts("folder")
    repository.delete_artifacts("folder")
    assert listed(client, run.info.run_id) == []


def test_addresses_of_other_forms(client, run, server):
    """A root may name the server, or be the address of the proxy itself."""
    client.log_text(run.info.run_id, "here", "a.txt")
    path = run.info.artifact_uri.removeprefix("mlflow-artifacts:/")
    host = server.url.removeprefix("http://")
    assert load_text(f"mlflow-artifacts://{host}/{path}/a.txt") == "here"
    assert load_text(f"{server.url}/api/2.0/mlflow-artifacts/artifacts/{path}/a.txt") == "here"


def test_what_is_not_there(client, run_id):
    assert client.list_artifacts(run_id) == []
    assert client.list_artifacts(run_id, "nothing/here") == []
    client.log_text(run_id, "a", "a.txt")
    assert client.list_artifacts(run_id, "a.txt") == []
    with pytest.raises(Exception, match="nothing.txt|404"):
        client.download_artifacts(run_id, "nothing.txt")


def test_paths_that_leave_the_run(client, run_id, tmp_path):
    (tmp_path / "a.txt").write_text("a")

    def check(path):
        with pytest.raises(HTTPError, match="Invalid path") as error:
            client.list_artifacts(run_id, path)
        assert error.value.response.status_code == 400
        with pytest.raises(Exception):  # noqa: B017 - the client's own check or the server's
            client.log_artifact(run_id, tmp_path / "a.txt", path)

    check_each(["..", "../other", "a/../../b", "%2e%2e/x", "..%2f..%2fx", "%252e%252e%252fx"], check)


def test_multipart_falls_back(client, run_id, tmp_path, monkeypatch):
    """The client asks for an upload in parts when told to, and must be sent back to the plain one."""
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", "5242880")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", "5242880")
    (tmp_path / "parts.bin").write_bytes(b"p" * 11_000_000)
    client.log_artifact(run_id, str(tmp_path / "parts.bin"))
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD", "true")
    assert os.path.getsize(client.download_artifacts(run_id, "parts.bin")) == 11_000_000


def test_artifacts_outlive_the_deletion_of_their_run(client, run_id):
    client.log_text(run_id, "kept", "a.txt")
    client.delete_run(run_id)
    client.restore_run(run_id)
    assert load_text(f"runs:/{run_id}/a.txt") == "kept"
