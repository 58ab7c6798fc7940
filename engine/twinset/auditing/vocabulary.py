"""The words in which systems say what became of an email, and whether somebody agrees.

Lower case, letters and digits only ("opted-out" is "optedout"); the languages that the roles know.
"""

from __future__ import annotations

BOUNCED = """
bounced bounce hardbounce softbounce hardbounced undeliverable undelivered invalid failed
rejected blocked dropped unzustellbar ungültig rebotado rebote rebond rejeté invalide
rimbalzata rimbalzato odrzucony niedoręczony geweigerd onbestelbaar отклонён отклонено
недоставлено возврат برگشتی 退回 退信 endursent endurvarpað
"""

KINDS_OF_BOUNCE = """
hard soft permanent transient temporary blocked mailboxfull userunknown hart weich dauerhaft
définitif temporaire duro suave постоянный временный
"""
"""What stands in a column that is called "bounced"."""

UNSUBSCRIBED = """
unsubscribed unsubscribe optout optedout donotemail donotcontact dnc complained complaint spam
spamcomplaint abgemeldet abbestellt désabonné désinscrit desinscrit desuscrito dadodebaja baja
disiscritto cancellato uitgeschreven afgemeld wypisany отписан отписался отписалась отписано
لغواشتراک لغوعضویت 退订 已退订 取消订阅 afskráður afskráð
"""

YES = """
yes y true t 1 ja j oui o si sí s sim tak da да д بله بلی 是 有 já on x optin optedin granted
given agreed accepted subscribed zugestimmt einverstanden accordé concedido concesso zgoda
toegestemd согласен согласна дано موافق 同意 samþykkt
"""

NO = """
no n false f 0 nein non nao não nie nee nej nei нет н خیر نه 否 无 off optout optedout denied
refused declined withdrawn revoked unsubscribed abgelehnt widerrufen refusé denegado rechazado
negato rifiutato odmowa geweigerd отказ отказано отозвано مخالف 拒绝 不同意 hafnað
"""
