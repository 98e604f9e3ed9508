"""What the two layers of law would touch, as shares of an account.

22 USC 2291j-1, the procedure in force: a country named as failing gets no covered assistance in
the next fiscal year unless the President finds it vital to US national interests. 22 USC 2291j,
the older one: half of the year's covered assistance is held back until the decision. By statute
the second does not apply to a listed country unless the President opts in; a State Department
page of 2009–2017 says that it does. What is covered is 22 USC 2291(e)(4), read account by
account in the layer `aid_account_flags`; where the split is not published the share is a range.
"""

import pandas as pd

# Outcome → the part of the covered share that it touches.
BAR, HOLD, NOTHING = 1.0, 0.5, 0.0
TOUCHED = {
    "no_designation": NOTHING,
    "designated_with_waiver": NOTHING,
    "designated_without_waiver": BAR,
    "hold_half": HOLD,
}


def exposure(flags: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """The share of each account that an outcome touches, lowest and highest.

    flags: the `aid_account_flags` layer. outcome: a key of TOUCHED. Columns: account, flag,
    covered_low, covered_high (shares of 1), touched_low, touched_high, source_ids; an exempt
    account and one outside the definition are 0 under every outcome.
    """
    frame = flags[["account", "flag", "covered_low", "covered_high", "source_ids"]].copy()
    spared = frame["flag"].isin(["exempt", "outside"])
    for end in ("low", "high"):
        frame[f"touched_{end}"] = (frame[f"covered_{end}"] * TOUCHED[outcome]).mask(spared, 0.0)
    return frame
