"""What is known of email providers and mailboxes."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from twinset.kernels.emails import HYPHEN_TAGS, IGNORES_DOTS

NOBODY = """
noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply dontreply none null nan na
n/a nil unknown noemail no-email nomail no notprovided test x xx xxx xxxx asdf nobody noone
anonymous
"""
"""Parts before the @ that reach no one."""

NOWHERE = "none noemail nomail no na nan null test unknown xx xxx xxxx invalid localhost"
"""First labels of domains that are nowhere."""

ROLES = """
info information sales office contact contacts contactus hello support help helpdesk service
services customerservice customercare care admin administrator administration accounts accounting
accountspayable billing invoice invoices finance payments orders order shop store hr jobs careers
recruiting recruitment marketing press media pr newsletter news webmaster postmaster hostmaster
abuse security privacy legal compliance feedback enquiries enquiry inquiries inquiry reception
team mail email mailbox general all staff booking bookings reservations reservation events
management director ceo it tech technical purchasing procurement logistics export import subscribe
unsubscribe root sysadmin noc
kontakt buero buro verwaltung vertrieb verkauf einkauf buchhaltung rechnung rechnungen bestellung
bestellungen kundenservice kundendienst personal bewerbung bewerbungen presse empfang zentrale
sekretariat anfrage anfragen poststelle praxis kanzlei datenschutz
accueil contactez commercial ventes comptabilite facturation rh emploi recrutement secretariat
direction mairie reservations
contacto informacion ventas administracion facturacion compras oficina recepcion atencion clientes
contato vendas financeiro comercial atendimento escritorio recepcao geral suporte
contatti informazioni vendite amministrazione ufficio segreteria acquisti fatturazione commerciale
prenotazioni assistenza
algemeen verkoop inkoop boekhouding administratie receptie kundeservice kundtjanst post salg
salong bokning ekonomi faktura fakturor asiakaspalvelu myynti toimisto laskutus skrifstofa sala
bokhald afgreidsla
biuro sprzedaz ksiegowosc sekretariat kadry zamowienia obchod fakturace podpora objednavky iroda
ertekesites szamlazas titkarsag vanzari contabilitate birou bilgi satis muhasebe destek iletisim
zakaz zakazy prodazhi buh buhgalteria priemnaya sekretar ofis otdel reklama forosh poshtibani kefu
xiaoshou eigyo soumu toiawase
"""
"""Parts before the @ that reach an office, not a person; in a dozen languages."""

_PROVIDERS: tuple[tuple[str, int, str], ...] = (
    ("gmail.com", IGNORES_DOTS, "gmail.com googlemail.com"),
    ("proton.me", IGNORES_DOTS, "proton.me protonmail.com protonmail.ch pm.me"),
    ("icloud.com", 0, "icloud.com me.com mac.com"),
    ("yandex.ru", 0, "yandex.ru ya.ru yandex.com yandex.by yandex.kz yandex.ua"),
)
_YAHOO = """
yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.com.br yahoo.com.au
yahoo.co.in yahoo.in yahoo.co.jp yahoo.com.mx yahoo.com.ar yahoo.com.tr yahoo.gr yahoo.ie yahoo.pl
yahoo.ro yahoo.se yahoo.no yahoo.dk yahoo.nl yahoo.be yahoo.at yahoo.ch ymail.com rocketmail.com
myyahoo.com
"""

PROVIDERS: dict[str, tuple[str, int]] = {
    domain: (main, habits) for main, habits, domains in _PROVIDERS for domain in domains.split()
} | {domain: (domain, HYPHEN_TAGS) for domain in _YAHOO.split()}
"""Domain to the one that stands for all its mailboxes, and the provider's habits (bits)."""

_MAILBOXES = """
gmail.com googlemail.com outlook.com hotmail.com icloud.com live.com msn.com aol.com
protonmail.com proton.me fastmail.com zoho.com mail.ru yandex.ru rambler.ru inbox.ru list.ru bk.ru
gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de orange.fr wanadoo.fr
free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it comcast.net verizon.net
att.net sbcglobal.net bellsouth.net cox.net charter.net btinternet.com virginmedia.com sky.com
talktalk.net bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca qq.com 163.com 126.com
sina.com foxmail.com naver.com daum.net hanmail.net rediffmail.com uol.com.br bol.com.br
terra.com.br wp.pl onet.pl poczta.onet.pl interia.pl o2.pl tlen.pl gazeta.pl neostrada.pl
seznam.cz centrum.cz volny.cz azet.sk freemail.hu citromail.hu bluewin.ch ziggo.nl kpnmail.nl
home.nl planet.nl hetnet.nl upcmail.nl xs4all.nl casema.nl chello.nl quicknet.nl
telenet.be skynet.be simnet.is internet.is visir.is posteo.de online.de mailbox.org bbox.fr
numericable.fr aliceadsl.fr club-internet.fr fastwebnet.it inwind.it movistar.es telefonica.net
yandex.com aliyun.com sohu.com yeah.net hotmail.de hotmail.fr hotmail.it hotmail.es hotmail.co.uk
hotmail.nl hotmail.be hotmail.ca outlook.de outlook.fr outlook.it outlook.es outlook.be outlook.dk
live.de live.fr live.it live.nl live.be live.ca live.co.uk live.se live.dk chmail.ir
"""

WELL_KNOWN: tuple[str, ...] = (*_MAILBOXES.split(), *_YAHOO.split())
"""Domains of many people's mailboxes; the first one that a slip fits is suggested."""

LOOKALIKES = """
ail.com aim.com aon.at cmail.com email.com email.cz email.de email.it fastmail.fm fmail.com
free.de free.net give.com gmail.co.uk gmail.ru gmx.co.uk gmx.es gmx.eu gmx.fr gmx.info gmx.li
gmx.us home.pl hmail.com hotmail.ch hotmail.cz hotmail.dk hotmail.fi hotmail.gr hotmail.no
hotmail.rs hotmail.se like.com lime.com line.com line.de live.at live.cn live.ie live.in live.jp
live.net live.no live.ru love.com mail.bg mail.com mail.de mail.ee mail.ua nmail.com orange.com
orange.es orange.it orange.pl outlook.at outlook.cz outlook.ie outlook.in outlook.jp outlook.kr
outlook.pt outlook.sa proton.ch shaw.com sina.cn sky.de tmail.com vmail.com wed.de ya.ru
yahoo.bg yahoo.cn
yahoo.co.id yahoo.co.kr yahoo.co.nz yahoo.co.th yahoo.co.za yahoo.com.cn yahoo.com.co yahoo.com.hk
yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg yahoo.com.tw yahoo.com.ua yahoo.com.ve
yahoo.com.vn yahoo.cz yahoo.fi yahoo.hr yahoo.hu yahoo.pt yahoo.rs yandex.by yandex.kz yandex.ua
ymail.com zoho.eu zoho.in
"""
"""Domains of their own that are one slip from a well-known one."""

SHORTEST = 4
"""Characters of a domain's first label from which on one slip is a slip: aol.co is no aol.com."""


@cache
def disposable_domains() -> pa.StringArray:
    """Domains of throw-away addresses: the list of the package ``disposable-email-domains``."""
    from disposable_email_domains import blocklist

    return pa.array(sorted(blocklist), pa.string())
