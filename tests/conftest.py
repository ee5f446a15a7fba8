"""What several tests share: the paths, a copy of the tables that may be spoiled, and the scripts as modules."""

import shutil
import sys
from pathlib import Path

import pytest

from mlcareer import data

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture
def tables(tmp_path, monkeypatch) -> Path:
    """A folder with a copy of all tables, used in place of data/ until the test ends."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in [*data.folder().glob("*.csv"), data.folder() / data.DESCRIPTOR]:
        shutil.copy(path, copy)
    monkeypatch.setenv("MLCAREER_DATA", str(copy))
    return copy
