"""Family names that stand first, as they are romanised, and given names that tell something: closed lists.

Only frequent names of each language are listed, written from general knowledge; a name that is not here is read in
the Western order.
"""

from __future__ import annotations

from kg.names.titles import word_set

KOREAN = word_set(
    """
    kim lee park choi choe jung jeong chung kang cho jo yoon yun jang chang lim im han oh seo suh shin sin kwon
    hwang ahn an song ryu yoo yu hong jeon chun ko koh moon mun bae baek paek no noh roh ro ri rhee pak kwak cha
    ban joo ju woo nam ha ji um hyon hyun jin min pyon kye thae tae jon jo pang sok so
    """
)
CHINESE = word_set(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang
    han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao lü
    lyu cui zhong tan jin fan liao bai meng qin qiu hou xia jia xiong qi xi mao bo wen hua tsai lai chiang tsang
    hsieh hsu chou chiu kuo ko lo hung chu ho kong leung lam wong cheung chan tung tsai ying wan nie geng yi shi
    mu hao ling
    """
)
VIETNAMESE = word_set(
    """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly to truong luong dinh trinh
    """
)
JAPANESE = word_set(
    """
    abe suga kishida ishiba takaichi koizumi aso fukuda hatoyama kan noda mori obuchi motegi hayashi kono iwaya
    kihara hamada onodera nakatani inada kishi sato suzuki tanaka watanabe ito yamamoto nakamura kobayashi kato
    yoshida yamada sasaki yamaguchi matsumoto inoue kimura shimizu hayashi saito hashimoto ono mori ikeda okada
    tamura hasegawa murakami kamikawa ueda kuroda edano izumi tamaki nishimura matsuno nikai takeda
    """
)
HUNGARIAN_GIVEN = word_set(
    """
    viktor peter ferenc gyula laszlo istvan gabor tamas katalin janos gordon kristof balazs zsolt andras sandor
    zoltan attila gergely jozsef pal marton klara judit agnes tibor
    """
)
ARABIC_GIVEN = word_set(
    """
    muhamad ahmad ali hasan husain umar ibrahim mahmud abdul abdulah yusuf usman mustafa said salman faisal
    hamad kalid khalid nasir salih saleh sulaiman suleiman
    """
)
"""By their sound, as `kg.names.sound` gives it."""
EAST_SLAVIC = {
    "volodymyr": "vladimir", "uladzimir": "vladimir", "oleksandr": "aleksandr", "aliaksandr": "aleksandr",
    "serhiy": "sergei", "serhii": "sergei", "siarhei": "sergei", "mykola": "nikolai", "mikalai": "nikolai",
    "mykhailo": "mikhail", "mikhail": "mikhail", "dmytro": "dmitri", "dzmitry": "dmitri", "yevhen": "yevgeni",
    "andriy": "andrei", "andrii": "andrei", "oleksiy": "aleksei", "oleksii": "aleksei", "pavlo": "pavel",
    "petro": "pyotr", "viktar": "viktor", "ihor": "igor", "vasyl": "vasili", "hryhoriy": "grigori",
}  # fmt: skip
"""Ukrainian and Belarusian forms of given names, with the Russian one."""
