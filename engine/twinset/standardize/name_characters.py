"""Which characters a Chinese or Japanese name is written with, whatever its sound.

王小明 and 王晓明 are two people who are romanised alike: what is compared as "xiaoming wang" needs
this beside it. Characters of both names together, in any order, as names change columns; the
traditional ones, 張 and 曉, count as the simplified ones that the same person writes elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import text_buffers
from twinset.hashing import mix64, sums
from twinset.standardize.cells import as_mask
from twinset.types import NULL_CODE, Bool, Int32, TextColumn, UInt8, UInt64

_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

# traditional and simplified, of the characters that names are made of
_SIMPLIFIED = """
張张 陳陈 劉刘 黃黄 吳吴 趙赵 孫孙 馬马 楊杨 許许 鄭郑 謝谢 羅罗 鄧邓 馮冯 葉叶 蘇苏 蔣蒋
呂吕 盧卢 陸陆 鍾钟 鐘钟 譚谭 範范 賈贾 韋韦 鄒邹 閻阎 閆闫 龍龙 龔龚 萬万 錢钱 湯汤 嚴严
賀贺 顧顾 賴赖 莊庄 溫温 聶聂 齊齐 龐庞 藍蓝 關关 喬乔 歐欧 陽阳 諸诸 東东 國国 華华 偉伟
強强 軍军 傑杰 濤涛 剛刚 輝辉 鵬鹏 飛飞 賓宾 鋒锋 維维 寧宁 慶庆 義义 禮礼 貴贵 祿禄 壽寿
寶宝 財财 興兴 業业 榮荣 學学 書书 畫画 詩诗 語语 謙谦 讓让 誠诚 靜静 麗丽 蘭兰 蓮莲 瓊琼
嬌娇 嫻娴 婭娅 嬋婵 紅红 綠绿 紋纹 純纯 紹绍 緯纬 績绩 繼继 續续 綺绮 銀银 鈺钰 銘铭 鋼钢
錦锦 鎮镇 鳳凤 鸞鸾 鴻鸿 鶴鹤 鷹鹰 雲云 電电 韻韵 順顺 頌颂 穎颖 顏颜 風风 曉晓 時时 暉晖
曄晔 樂乐 樸朴 橋桥 樹树 權权 歡欢 歲岁 漢汉 潔洁 澤泽 瀟潇 煒炜 燁烨 爾尔 獻献 瑩莹 環环
瑤瑶 發发 碩硕 穩稳 節节 納纳 聖圣 聰聪 聲声 臨临 舉举 藝艺 蔭荫 薩萨 衛卫 覺觉 親亲 觀观
計计 記记 訓训 設设 詠咏 詳详 認认 諾诺 諒谅 賢贤 質质 贊赞 躍跃 車车 軒轩 載载 輪轮 達达
遠远 運运 進进 連连 遜逊 鄉乡 醫医 釗钊 鈞钧 鑒鉴 長长 門门 開开 閑闲 際际 隨随 雙双 離离
難难 靈灵 韓韩 響响 頂顶 項项 願愿 顯显 飄飘 餘余 駿骏 騰腾 驍骁 鬱郁 魯鲁 鮑鲍 鳴鸣 麥麦
黨党 齡龄 應应 億亿 優优 儀仪 倫伦 備备 傳传 協协 勝胜 勳勋 動动 勵励 匯汇 區区 參参 單单
嘯啸 園园 圓圆 團团 報报 壯壮 夢梦 奮奋 奧奥 實实 寬宽 尋寻 對对 導导 嶺岭 嶽岳 巖岩 帥帅
師师 廣广 彥彦 從从 復复 恆恒 悅悦 愛爱 懷怀 憶忆 戀恋 揚扬 擇择 數数 晉晋 暢畅 淵渊 濱滨
瀾澜 燦灿 營营 獅狮 瑪玛 畢毕 盡尽 禎祯 種种 積积 競竞 簡简 紀纪 綸纶 縉缙 羣群 聯联 膽胆
蕭萧 薔蔷 蘊蕴 訊讯 詢询 諭谕 譽誉 貝贝 貞贞 費费 賦赋 輔辅 轉转 鄔邬 鄺邝 酈郦
"""


def _folded() -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(sorted([ord(c) for c in pair] for pair in _SIMPLIFIED.split()), np.uint32)
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])


_TRADITIONAL, _TO = _folded()


def character_sums(values: pa.StringArray) -> UInt64:
    """(n,) the sum of the hashes of each value's Han characters; 0 where it has none or is null."""
    out = np.zeros(len(values), np.uint64)
    # few values have any: of all the others not even the characters are looked at
    foreign = np.flatnonzero(~as_mask(pc.fill_null(pc.string_is_ascii(values), True)))
    if len(foreign) == 0:
        return out
    offsets, points = text_buffers(values.take(pa.array(foreign)))
    place = np.minimum(np.searchsorted(_TRADITIONAL, points), len(_TRADITIONAL) - 1)
    points = np.where(_TRADITIONAL[place] == points, _TO[place], points)
    is_han = np.zeros(len(points), np.bool_)
    for first, last in _HAN:
        is_han |= (points >= first) & (points <= last)
    out[foreign] = sums(np.where(is_han, mix64(points.astype(np.uint64)), np.uint64(0)), offsets)
    return out


def name_characters(columns: Sequence[tuple[Int32, UInt64]], complete: Bool) -> TextColumn | None:
    """The characters of each record's name, as 16 hexadecimal digits that stand for them.

    ``columns`` are codes and ``character_sums`` of the columns of names; null where the record has
    no such character or is not ``complete``: of a given name alone the characters would differ
    from those of the whole. None where all are null.
    """
    sums = np.zeros(len(complete), np.uint64)
    for codes, of_value in columns:
        sums += np.append(of_value, np.uint64(0))[codes]
    sums[~complete] = 0
    held = np.flatnonzero(sums)  # few rows of most bases
    if len(held) == 0:
        return None
    distinct, numbers = np.unique(sums[held], return_inverse=True)
    row_codes = np.full(len(sums), NULL_CODE, np.int32)
    row_codes[held] = numbers
    offsets = np.arange(0, 16 * len(distinct) + 1, 16, dtype=np.int64)
    return TextColumn(row_codes, offsets, _hexadecimal(distinct))


def _hexadecimal(numbers: UInt64) -> UInt8:
    """16 ASCII digits each, one after the other."""
    digits = numbers[:, None] >> (np.arange(60, -4, -4).astype(np.uint64)) & np.uint64(15)
    return np.frombuffer(b"0123456789abcdef", np.uint8)[digits.astype(np.int64)].ravel()
