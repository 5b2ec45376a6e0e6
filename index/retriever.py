"""The library as a LangChain retriever, for chains of other people's making."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.searching import PassageHit


class LibraryRetriever(BaseRetriever):
    """Finds passages in a library (any LibraryLike): the verbatim text with its filing and place as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Any
    k: int = 8
    filings: list[str] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [hit_to_document(hit) for hit in self.library.search(query, self.k, self.filings)]


def hit_to_document(hit: PassageHit) -> Document:
    """The hit as a LangChain document."""
    metadata = {
        "filing": hit.filing,
        "paragraph": hit.paragraph,
        "start": hit.start,
        "headings": list(hit.headings),
        "score": hit.score,
        "ranks": dict(hit.ranks),
    }
    return Document(page_content=hit.text, metadata=metadata)
