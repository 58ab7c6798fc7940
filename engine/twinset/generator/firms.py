"""Companies: employers of people, and records of their own. Names, domains, switchboards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.generator.frame import Frame, keys_of, salt
from twinset.generator.kernels import uniform
from twinset.generator.layout import BLOCK
from twinset.generator.people import no_words, write_forms, wrong_encoding
from twinset.generator.text import Text
from twinset.generator.vocabulary import NONE
from twinset.types import Bool, Int32, UInt64

_FIRMS = BLOCK // 12
"""Companies that the people of one block work for."""
_EMPLOYED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Firms:
    """The company of each row: its own where the entity is one, else the employer."""

    key: UInt64
    present: Bool
    changed: Bool  # the row has the employer before the present one
    word: Int32
    trade: Int32
    legal: Int32


def make_firms(frame: Frame) -> Firms:
    """Employers are few and unequal: the largest of a block has some sixty people in it."""
    slots = frame.slots
    share = uniform(frame.person, salt("employer"))
    changed = frame.before("changed_job") & ~frame.company
    employed = (uniform(frame.person, salt("employed")) < _EMPLOYED) & ~frame.company
    share = np.where(changed, uniform(frame.person, salt("employer before")), share)
    local = (share**2 * _FIRMS).astype(np.int64)
    # the employers of a block come from its companies first
    local = np.where(frame.company, slots.household % _FIRMS, local)
    country = frame.country.astype(np.int64)
    number = (slots.block * _FIRMS + local) * 64 + country
    key = keys_of(frame.seed, "firm", number)
    word = frame.pick(frame.lexicon.surname, uniform(key, salt("firm name")))
    return Firms(
        key=key,
        present=employed | frame.company,
        changed=changed & employed,
        word=word,
        trade=frame.pick(frame.lexicon.trade, uniform(key, salt("trade"))),
        legal=frame.pick(frame.lexicon.legal, uniform(key, salt("legal"))),
    )


def company_columns(frame: Frame, firms: Firms) -> tuple[Text, Text]:
    """Company and job title, tagged."""
    lexicon = frame.lexicon
    other = frame.chance("legal_form") & firms.present
    how = uniform(frame.record, salt("which legal"))
    variant = np.where(
        how < 0.4, lexicon.legal_variant[0][firms.legal], lexicon.legal_variant[1][firms.legal]
    )
    variant = np.where(how < 0.7, variant, NONE)  # or left out
    legal = np.where(other, variant, firms.legal)
    # scripts that put the family name first write without spaces
    unspaced = lexicon.traits["family_first"][frame.country] > 0
    space = np.where(unspaced, NONE, lexicon.token(" "))
    company = Text.of(firms.word, space, firms.trade, np.where(legal == NONE, NONE, space), legal)
    write_forms(frame, [company], np.flatnonzero(firms.present))
    missing = frame.chance("missing:company") & firms.present & ~frame.company
    company.null = ~firms.present | missing
    frame.tags.add("missing:company", missing)
    wrong_encoding(frame, [company])
    no_words(frame, "company", company, ~frame.company)
    frame.tags.add("legal_form", other & (legal != firms.legal) & company.shown)

    job = Text.of(frame.pick(lexicon.job, uniform(frame.person, salt("job"))))
    works = firms.present & ~frame.company
    untitled = frame.chance("missing:job_title") & works
    job.null = ~works | untitled
    frame.tags.add("changed_job", firms.changed & ~(company.null & job.null))
    frame.tags.add("missing:job_title", untitled)
    return company, job
