"""Names by which a line or a bracket at the top of a text is known to say who publishes it."""

from __future__ import annotations

# fmt: off
AGENCIES = frozenset((
    "AA", "AAP", "AFP", "AMNA", "ANADOLU", "ANI", "ANP", "ANSA", "ANTARA", "AP", "APA", "APP", "BBC", "BELGA",
    "BELTA", "BERNAMA", "BLOOMBERG", "BNN", "BNO", "BSS", "BTA", "CNA", "CNN", "CTK", "DPA", "EFE", "FARS",
    "HINA", "IANS", "INTERFAX", "IRNA", "ISNA", "ITAR-TASS", "JANA", "KCNA", "KUNA", "KYODO", "LUSA", "MAP",
    "MEHR", "MENA", "MTI", "NAN", "NHK", "PA", "PAP", "PETRA", "PTI", "QNA", "REUTERS", "RFE/RL", "RIA",
    "SABA", "SANA", "SAPA", "SPA", "STA", "TANJUG", "TASNIM", "TASS", "TRT", "UKRINFORM", "UNB", "UPI", "VNA",
    "VOA", "WAFA", "WAM", "XINHUA", "YONHAP",
))
"""News agencies as datelines name them, in capitals: `SEOUL (AP) - ...`."""

OUTLET_WORDS = frozenset((
    "AFP", "AP", "Agency", "BBC", "Broadcasting", "Bulletin", "CNN", "Chronicle", "Courier", "Daily",
    "Dispatch", "Examiner", "Express", "Gazette", "Globe", "Guardian", "Herald", "Independent", "Inquirer",
    "Journal", "Mail", "Mirror", "Monitor", "News", "Newspaper", "Newsroom", "Observer", "Post", "Press",
    "Radio", "Register", "Reporter", "Reuters", "Review", "Sentinel", "Standard", "Star", "Sun", "TASS",
    "Telegraph", "Television", "Times", "Today", "Tribune", "Weekly", "Wire", "Xinhua", "Yonhap",
))
"""Words of which one stands in the name of most newspapers, agencies and stations."""
# fmt: on
