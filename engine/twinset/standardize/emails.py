"""Email addresses in canonical form: who it reaches, not how it was typed.

The kernel finds the first address in the text, lower-cases it, and drops +tags, Gmail's dots and
its old domain. What is no address, and addresses that stand for "none", become null.
"""

from __future__ import annotations

from twinset.kernels.fields import canonical_emails
from twinset.standardize.email_cells import split
from twinset.standardize.texts import Texts, token_table

__all__ = ["email", "split"]

_NOBODY = token_table(
    "noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply dontreply none null "
    "nan na n/a nil unknown noemail no-email nomail no notprovided test x xx xxx xxxx asdf nobody "
    "noone anonymous"
)
_NOWHERE = token_table(
    "none noemail nomail no na nan null test unknown xx xxx xxxx invalid localhost"
)


def email(texts: Texts) -> Texts:
    """ "Ann <Ann.Lee+news@Googlemail.com>" to "annlee@gmail.com"."""
    nobody, nowhere = _NOBODY.keys, _NOWHERE.keys
    return Texts(*canonical_emails(texts.offsets, texts.data, *nobody, *nowhere))
