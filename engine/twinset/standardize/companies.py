"""Company names.

Order of the steps: ASCII, fold (apostrophes dropped, & a token), initials joined (s p a to spa),
"&" and its like to "and", legal forms dropped at either end, "the" in front. Never to nothing.
"""

from __future__ import annotations

from twinset.kernels.text import ANYWHERE, LEADING, PREFIX, SUFFIX, TRAILING
from twinset.standardize.texts import Texts, TokenTable, fold, fold_table, join_initials

_BEHIND = """
inc incorporated llc llp lp lllp pllc corp corporation co company ltd limited plc pty proprietary
gmbh ggmbh mbh ag kg kgaa ohg gbr ug haftungsbeschrankt ev eg se sa sas sasu sarl sprl srl snc scs
eurl spa srls sapa sl slu slp sau sca cv sab sapi bv nv vof bvba cvba ab hb as asa ans oy oyj ky
aps is ehf hf ohf spzoo zoo sp spk kft zrt nyrt bt rt doo dd ad ood eood jsc ojsc cjsc pjsc llc
ooo oao zao pao ao tov kk yk gk pte bhd sdn pt tbk pvt private eireli ltda
"""
_IN_FRONT = "ooo oao zao pao ao ip pt cv ltd tov ug"
_FUSED = (
    # romanised as kernels.text.transliterate does: Chinese and Japanese by their Chinese reading
    "gufenyouxiangongsi youxianzerengongsi youxiangongsi gufengongsi zhushihuishe youxianhuishe "
    "hetonghuishe jusighoesa"
)

_AND = ("and", ANYWHERE | TRAILING)
_FORMS = TokenTable(
    {
        **dict.fromkeys(_BEHIND.split(), ("", TRAILING)),
        **dict.fromkeys(_IN_FRONT.split(), ("", LEADING | TRAILING)),
        **dict.fromkeys(_FUSED.split(), ("", LEADING | TRAILING | SUFFIX | PREFIX)),
        **dict.fromkeys(("&", "+", "and", "und", "et", "og", "och"), _AND),
        "the": ("", LEADING),
    }
)
_COMPANY = fold_table(alone="&+")


def company(texts: Texts) -> Texts:
    """ "The Smith & Sons Co., Ltd." to "smith and sons"."""
    return _FORMS.replace(join_initials(fold(texts, _COMPANY)))
