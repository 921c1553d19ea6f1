"""The approach game told for an article: rules, letters, assumptions, and the passages it formalises, in our words."""

from __future__ import annotations

from termination.engine.table import Table
from termination.models.approach.payoffs import PARAMETERS
from termination.models.exposition import Exposition

_BRIEF, _FINDINGS, _ADVICE = "R, brief", "R, key findings", "R, recommendations"

#: Paraphrases of what the source says, numbered by us, each with where it stands.
PASSAGES = (
    ("R1", _BRIEF, "A hardline state outmanoeuvres or coerces its rival, a less-hardline one addresses its interests, "
     "in limited or in core issues, and perhaps beside hardline policies elsewhere."),
    ("R2", _BRIEF, "Possible benefits: concessions by the rival, cheaper hardline policies, less risk that competition "
     "escalates, a less insecure rival."),
    ("R3", _BRIEF, "Possible costs: the concessions, and convincing the rival of irresolution, so that it becomes "
     "more demanding or aggressive."),
    ("R4", _BRIEF, "Scholars suggest that a relatively weaker rival may be less likely to be emboldened, and some that "
     "its ambitions matter."),
    ("R5", _BRIEF, "Why benefits may not come: mistrust, a mix of policies that confirms the rival's view, incentives "
     "to misrepresent resolve, officials who run counter to the policy."),
    ("R6", _FINDINGS, "Four cases: durable but narrow gains, little evidence of emboldening, modest reassurance, later "
     "deterioration over what was left unresolved."),
    ("R7", f"{_FINDINGS} and recommendations", "Limited approaches that do not address core concerns are unlikely to "
     "stabilise the relationship; to stabilise it, negotiating over them might be needed."),
    ("R8", _FINDINGS, "A rival may reciprocate more when it sees trends move against it; antagonism with China, and "
     "closeness between China and Russia, lower its willingness."),
    ("R9", _ADVICE, "The whole picture is to be considered, the hardline policies kept up at the same time included."),
)  # fmt: skip

_PAYOFFS = (
    (
        "The stronger state of type `t`, over `-h_t (1 - e)`, and `-c_t` under cover, which it has in every cell",
        Table(
            (("any approach", "`-u k - W (1 - ell)`", "`-k + Y - W (1 - ell)`", "`-u k - W - L_t`"),),
            ("", "hold", "reciprocate", "press"),
        ),
    ),
    (
        "The rival",
        Table(
            (
                ("against the irresolute", "`u v + J ell`", "`v - y + J ell + tr`", "`u v + A`"),
                ("against the resolute", "`u v + J ell`", "`v - y + J ell + tr`", "`u v - P`"),
            ),
            ("", "hold", "reciprocate", "press"),
        ),
    ),
)

_DERIVED = (
    ("ell", "(1 - mis) (1 - dil) s", "relief that takes effect; `1 - dil` under cover only"),
    ("R", "(1 - u) v + tr - y", "what reciprocating brings the rival over holding"),
    ("g", "h_t e - u k + W ell - c_t", "held: gain on hardline that is not pressed; `c_t` under cover only"),
    ("m", "h_t e - k + Y + W ell - c_t", "met: the same where the rival reciprocates"),
    ("b", "h_t e - u k - L_t - c_t", "pressed: the same where it presses"),
    ("X", "", "what a type gains where the rival does not press: `g` if `R <= 0`, `m` if `R > 0`"),
    ("D", "X - b", "exposure; `X / D` is a type's nerve"),
    ("mu*", "(A - J ell - max(0, R)) / (A + P)", "critical resolve: the rival presses if it believes in the resolute "
     "with less; after hardline `A / (A + P)`"),
)  # fmt: skip

_ASSUMPTIONS = (
    ("B1", "`g > 0` and `m > 0` for both types", "Unpressed, the approach beats hardline."),
    ("B2", "`h_t e > u k` for both types", "Savings cover what is given unilaterally."),
    ("B3", "`b < m` for both types", "Being pressed is worse than being reciprocated."),
    ("B4", "`g / (g - b)` larger for the irresolute", "Adverse inference: the irresolute have more nerve. In proofs "
     "its denominators are multiplied out."),
)  # fmt: skip


def exposition() -> Exposition:
    """The approach game in words."""
    return Exposition(
        title="The less-hardline approach",
        sources=(
            "[R] Priebe, M., Frederick, B., Evans, A. T., Charap, S., Tarini, G. & Rooney, B. (2023). Future U.S. "
            "Peacetime Policy Toward Russia: Exploring the Benefits and Costs of a Less-Hardline Approach. RAND, "
            "RRA1862-1, with the brief RBA1862-1. They give no formal model. Our formalisation was made from the "
            "abstract, the key findings, the recommendations and part of the brief.",
        ),
        players="Two rivals are at peace. The stronger state (the sender) is resolute or irresolute, which only it "
        "knows. Its rival (the receiver) would press the irresolute and not the resolute.",
        moves=(
            "Nature draws whether the stronger state is resolute, with probability `q`. Only it learns that.",
            "It takes an approach: hardline, limited or core, the last two also under cover of hardline policies "
            "sustained elsewhere; some of these may not be on offer. The rival observes it.",
            "The rival forms a belief and presses, holds or, unless the approach was hardline, reciprocates.",
        ),
        parameters=PARAMETERS,
        payoffs=_PAYOFFS,
        after_payoffs="`W` stands for `W + f F`. After hardline `k`, `v`, `ell` and `e` are zero and the rival cannot "
        "reciprocate.",
        derived=_DERIVED,
        assumptions=_ASSUMPTIONS,
        passages=PASSAGES,
        letters="The equilibria depend on the parameters only through `g`, `m`, `b` and `L_t` of each type, `q`, `A`, "
        "`P`, `J ell` and `R`.",
    )
