"""The sources: what is held of each, whose words they are, and the passages that are formalised, by numbers of ours.

Passages are paraphrases. A reader's summary is not the authors' text, so that every claim shows whose words its passage
is, and from which part of the publication: its tier.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """A publication: its full reference, and its DOI if one was looked up."""

    reference: str
    doi: str = ""

    @property
    def link(self) -> str:
        """The DOI as a link, "" if there is none."""
        return f"[doi:{self.doi}](https://doi.org/{self.doi})" if self.doi else ""

    def __str__(self) -> str:
        return f"{self.reference} {self.link}." if self.doi else self.reference


@dataclass(frozen=True)
class Source:
    """What passages are from: what it is called in a sentence, whose words it has, what is held of it, and the
    publication that it is; or, if it is none, what it is."""

    short: str
    whose: str
    held: str
    work: Work | None = None
    about: str = ""

    @property
    def full(self) -> str:
        """Its full citation, or what it is."""
        return str(self.work) if self.work else self.about


MS = Source(
    "Mastro & Siegel (2023)",
    "authors",
    "the abstract and the closing section",
    Work(
        "Mastro, O. S. & Siegel, D. A. (2023). Talking to the enemy: Explaining the emergence of peace talks in "
        "interstate war. *Journal of Theoretical Politics* 35(3), 182-203.",
        "10.1177/09516298231185112",
    ),
)
RS = Source(
    "a reader's summary of Mastro & Siegel (2023)",
    "a reader, not the authors",
    "all of it",
    about="A summary posted with a link to the article, its author not named. It is not Mastro & Siegel's text, and "
    "its application to Ukraine is the reader's own.",
)
M = Source(
    "Mastro (2019)",
    "author",
    "the abstract",
    Work(
        "Mastro, O. S. (2019). *The Costs of Conversation: Obstacles to Peace Talks in Wartime*. Cornell University "
        "Press."
    ),
)
R = Source(
    "Priebe and others (2023)",
    "report",
    "the abstract, the key findings, the recommendations and part of the brief",
    Work(
        "Priebe, M., Frederick, B., Evans, A. T., Charap, S., Tarini, G. & Rooney, B. (2023). *Future U.S. Peacetime "
        "Policy Toward Russia: Exploring the Benefits and Costs of a Less-Hardline Approach*. RAND, "
        "[RRA1862-1](https://www.rand.org/pubs/research_reports/RRA1862-1.html), with the brief RBA1862-1."
    ),
)
#: What passages refer to: the remedy of which S8 speaks, and the reason of S7.
SECHSER = Work(
    "Sechser, T. S. (2010). Goliath's curse: Coercive threats and asymmetric power. *International Organization* "
    "64(4), 627-660.",
    "10.1017/S0020818310000214",
)
SCHELLING = Work("Schelling, T. C. (1966). *Arms and Influence*. Yale University Press.")


@dataclass(frozen=True)
class Passage:
    """What a source says, in our words, in which part of it, and which works it refers to."""

    name: str
    words: str
    source: Source
    where: str
    also: tuple[Work, ...] = ()

    @property
    def tier(self) -> str:
        """Whose words it is, and where they stand."""
        return f"{self.source.whose}: {self.where}"

    @property
    def citation(self) -> str:
        """The source as it is cited for the passage; where the whole of it is the place, once is enough."""
        return self.source.short if self.where in self.source.short else f"{self.source.short}, {self.where}"


_ABSTRACT, _BOTH, _CLOSING = "abstract", "abstract and closing section", "closing section"

#: Every passage, by its number.
PASSAGES = {
    one.name: one
    for one in (
        Passage(
            "S1",
            "A state that weighs opening talks fears the adverse inference that the enemy will draw, on the balance of "
            "power and on its resolve, and what the enemy will do on that inference: escalate.",
            MS,
            _BOTH,
        ),
        Passage(
            "S2",
            "States are willing to open under two conditions; whether either is enough or both are needed is left "
            "open. The first: the opponent finds escalation too costly.",
            MS,
            _BOTH,
        ),
        Passage(
            "S3",
            "The second condition: there is a signal of high resilience that only the highly resilient care to use.",
            MS,
            _BOTH,
        ),
        Passage(
            "S4",
            "Otherwise rational states refuse to talk during war, although they would gain from talks: a willingness "
            "to talk is itself the first concession. To assume that talks go on while fighting goes on hides this.",
            MS,
            _CLOSING,
        ),
        Passage(
            "S5",
            "Face-saving measures that come from the enemy do not let a state save face: opening still signals "
            "weakness, and that inference still holds the potential for escalation.",
            MS,
            _CLOSING,
        ),
        Passage(
            "S6",
            "An enemy's unilateral reduction of the war's intensity is less effective than hoped.",
            RS,
            "summary",
        ),
        Passage(
            "S7",
            "It can be counterproductive to coerce an enemy to the table, for the reason that makes compellence hard "
            "(Schelling 1966).",
            MS,
            _CLOSING,
            (SCHELLING,),
        ),
        Passage(
            "S8",
            "Side payments or lesser demands, the remedy proposed for reputational costs in compellence (Sechser "
            "2010), miss the mechanism: the cost is strategic.",
            MS,
            _CLOSING,
            (SECHSER,),
        ),
        Passage(
            "S9",
            "Outside mediators have an opening: guarantees that lessen the strategic costs of conversation.",
            MS,
            _CLOSING,
        ),
        Passage(
            "S10",
            "A state of low resilience may open at the first opportunity, accepting to be seen as weak in order to "
            "avoid outright defeat.",
            RS,
            "summary",
        ),
        Passage(
            "S11",
            "As long as a supported state stays highly resilient, compelling it to the table fails; and a supporter "
            "who opens shows the low resilience of the coalition, and invites escalation.",
            RS,
            "own application to Ukraine",
        ),
        Passage(
            "S12",
            "The case study follows North Vietnam's changing approach to talks, and illustrates the second condition.",
            MS,
            _ABSTRACT,
        ),
        Passage(
            "S13",
            "Conditions and actions that raise resilience should raise the chance that states open.",
            RS,
            "summary",
        ),
        Passage(
            "S14",
            "The costs of conversation are blows to perception, independent of the actual state of the battlefield.",
            RS,
            "summary",
        ),
        Passage(
            "M1",
            "A state opens only if it has shown enough strength and resilience to avoid the inference of weakness, and "
            "believes that its enemy has limited capacity to escalate.",
            M,
            _ABSTRACT,
        ),
        Passage(
            "M2",
            "Four cases: North Vietnam from 1965 to 1968; China in the Korean War; China and India in the war of 1962.",
            M,
            _ABSTRACT,
        ),
        Passage(
            "R1",
            "A state is hardline when it seeks its goals by outmanoeuvring or coercing a rival, less-hardline when it "
            "addresses the rival's interests. Approaches differ in breadth and in depth, from small compromises on "
            "peripheral issues to larger ones on fundamental conflicts; they can be tough in negotiation, and go with "
            "hardline policies elsewhere.",
            R,
            "brief",
        ),
        Passage(
            "R2",
            "Possible benefits: concessions and side payments from the rival, lower costs of hardline policies, a "
            "lower risk that competition escalates, less insecurity of the rival, who may then take risks to cooperate "
            "elsewhere.",
            R,
            "brief",
        ),
        Passage(
            "R3",
            "Possible costs: the concessions themselves; and convincing the rival that one is irresolute, so that it "
            "becomes more demanding or aggressive.",
            R,
            "brief",
        ),
        Passage(
            "R4",
            "Scholars suggest that a relatively weaker rival may be less likely to be emboldened, and some that its "
            "ambitions matter, satisfied or revisionist.",
            R,
            "brief",
        ),
        Passage(
            "R5",
            "Why benefits may not come: mistrust, for a concession may add to the rival's power and the rival may "
            "defect; a mix of policies that confirms the rival's view; incentives to misrepresent resolve; officials "
            "who run counter to the policy.",
            R,
            "brief",
        ),
        Passage(
            "R6",
            "In four cases (Britain and Russia 1899-1914, the American-Soviet postwar order 1945-46, detente 1969-75, "
            "the reset 2009-13) less-hardline approaches brought durable but narrow gains, little evidence of "
            "emboldening and modest reassurance, and relations later deteriorated over what had been left unresolved.",
            R,
            "key findings",
        ),
        Passage(
            "R7",
            "Limited approaches that do not address core concerns are unlikely to stabilise the relationship; to "
            "stabilise it, negotiating over them might be needed.",
            R,
            "key findings and recommendations",
        ),
        Passage(
            "R8",
            "A rival may reciprocate more when it sees trends move against it; antagonism with China, and closeness "
            "between China and Russia, lower its willingness.",
            R,
            "key findings",
        ),
        Passage(
            "R9",
            "The whole picture is to be considered, the hardline policies kept up at the same time included.",
            R,
            "recommendations",
        ),
        Passage(
            "R10",
            "Less-hardline approaches could create domestic constituencies on both sides that are committed to their "
            "success; allies have a stake.",
            R,
            "key findings and brief",
        ),
    )
}
