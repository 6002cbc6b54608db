"""Which words of a document mean a term: its own in their inflections, what documents write instead of them, and not
what only sounds like them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from macros.browser.lookup import READER, beliefs, cards, sayings, written

pytestmark = pytest.mark.browser

SCRIPTS = ("lookup-words", *(Path(script).stem for script in READER))
MADE = """([data, sayings, beliefs, written]) => {
  for (const term of data.terms) {
    term.spoken = sayings[term.id];
    [term.belief] = beliefs[term.id] || [];
    [term.written, term.everyday, term.beside, term.unlike] = written[term.id] || [];
  }
  globalThis.reader = GuideReader(data);
}"""


@pytest.fixture(scope="module")
def page(browser):
    """An empty page in which the pure part of the reader runs."""
    made = browser.new_page()
    for script in SCRIPTS:
        made.add_script_tag(path=ROOT / "docs" / "assets" / "js" / f"{script}.js")
    yield made
    made.close()


@pytest.fixture(scope="module")
def reading(page, guide):
    """The ids of the terms that this guide's reader finds in a text."""
    page.evaluate(MADE, [cards(guide, phrases=False), sayings(guide), beliefs(guide), written(guide)])
    return lambda text: set(page.evaluate("text => reader.read(text).terms.map(entry => entry.term.id)", text))


def made_reader(page, term: dict):
    """A reader of one made-up term."""
    page.evaluate("data => { globalThis.one = GuideReader(data); }", {"terms": [{"id": "it", **term}]})
    return lambda text: bool(page.evaluate("text => one.read(text).terms.length", text))


@pytest.mark.parametrize(
    ("term", "elsewhere", "meant"),
    [
        ("ai-agent", "The officers, employees, or agents of the city sign.", "Each autonomous agent has an owner."),
        ("ai-agent", "Live agents see what the AI tool suggests.", "An agent is software that picks its next step."),
        ("prompt", "The county makes prompt payment for AI services.", "Prompts that staff enter are stored."),
        ("oauth-scope", "The scope of work covers an API.", "The token carries the scope for calendars only."),
        ("evals", "An evaluation team scores each proposal.", "The model passes an evaluation each month."),
        ("temperature", "The temperature in the vault stays low.", "A temperature of zero makes the model cautious."),
        ("transformer", "The substation's transformer hums.", "A transformer is a neural network."),
        ("consent", "Consent of the parents is on file.", "The consent screen lists what the app may read."),
        ("authorization", "IT authorization is required.", "Authorization decides what a user may do."),
        ("role-based-access-control", "Roles differ by agency.", "Roles carry permissions in the claims system."),
        ("access-group", "Some groups fare worse.", "Active Directory groups hold the case workers."),
        ("benchmark", "State of the art heating is offered.", "The model leads every public benchmark."),
        ("algorithmic-bias", "Implicit bias training is offered.", "The algorithm shows bias against renters."),
        ("scim", "Rapid provisioning of servers is priced.", "Provisioning creates the user account overnight."),
        ("universal-logout", "The SLO for potholes is two days.", "SLO ends the SAML session everywhere."),
        ("rate-limit", "A quota of licenses is issued.", "The API quota is a million requests."),
        ("training-data", "Clerks are trained on privacy data.", "The model was trained on court data."),
        ("lifecycle-management", "Model lifecycle management is priced.", "Lifecycle management ends old accounts."),
        ("sandbox", "Utah runs a regulatory sandbox.", "The code runs in a sandbox."),
        ("foia", "You are right to know who wrote it.", "The chat logs fall under public records laws."),
        ("fedramp-certification-class", "Class B misdemeanors.", "The service holds FedRAMP Class B."),
        ("distillation", "Teachers and students test AI.", "Teacher and student: the smaller model copies."),
        ("agent-harness", "Cities harness AI for parking.", "The agent framework's harness retries."),
        ("evals", "Vendor evaluation looks at AI pricing.", "Evaluation shows how often the model is wrong."),
        ("privacy-act", "The Consumer Privacy Act and the Privacy Act 1988.", "The Privacy Act governs it."),
        ("high-impact-ai", "AI systems of medium and high impact are logged.", "A high-impact use of AI is listed."),
        ("ai-supply-chain", "AI supports supply chain planning.", "The model's supply chain is assessed each year."),
        ("agent-memory", "The server runs out of memory.", "Wrong entries in memory mislead the agent."),
        ("explainability", "An opaque film covers the windows.", "The scoring model is opaque to the caseworker."),
        ("tool-calling", "Tool usage in the garage is logged.", "Tool use is where the agent does harm."),
        ("private-deployment", "The helpdesk is self-hosted.", "A self-hosted model answers the clerks."),
        ("traiga", "Courts may strike down state AI laws.", "Of the state AI laws, that of Texas applies here."),
        ("cosais", "The Cyber AI Profile maps the framework.", "The overlay goes with the Cyber AI Profile."),
        ("omb-m-25-22", "Councils avoid vendor lock-in.", "The federal buyer wants to avoid vendor lock-in."),
        ("temperature", "The temperature is logged hourly.", "Temperature: 0, for deterministic answers."),
        ("eu-ai-act", "The Advancing American AI Act is law.", "The AI Act reaches sellers overseas."),
        ("model-deprecation", "A threat model update is due.", "Model updates are told a month ahead."),
        ("multifactor-authentication", "Developers may use GitLab Duo.", "Staff sign in with Duo."),
        ("access-group", "A security group rule opens port 443.", "The security group holds the auditors."),
        ("authorization", "The agent may authorize three transactions a day.", "The agent is authorized per API."),
        ("data-leakage", "Personally identifiable information (PII).", "An upload may expose PII to outsiders."),
        ("ai-governance", "Read the Use of AI through Innovation, Governance.", "The board owns AI governance."),
    ],
)  # fmt: skip
def test_a_word_with_two_meanings_counts_in_company_only(reading, term, elsewhere, meant):
    assert (term in reading(elsewhere), term in reading(meant)) == (False, True)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("human-in-the-loop", "Human oversight is kept: an examiner reads each denial."),
        ("human-in-the-loop", "A qualified human signs."),
        ("secrets-rotation", "API keys have to be rotated twice a year."),
        ("data-leakage", "Accidental exposure of case files is reported at once."),
        ("foia", "The prompts are exempt from public disclosure."),
        ("memorization", "The output may reproduce licensed pictures."),
        ("training-data", "No vendor may train on non-public records."),
        ("algorithmic-bias", "Bias and fairness are reviewed each quarter."),
        ("grounding", "Replies are sourced only from the county code."),
        ("embedding", "The batch job creates embeddings overnight."),
        ("lethal-trifecta", "The bot reads sensitive data and has an outbound channel."),
        ("access-token", "Expired tokens are refused."),
        ("lifecycle-management", "De-provisioning happens on the last day."),
        ("non-human-identity", "Non-human (service) accounts are listed."),
        ("prompt", "Prompt retention is thirty days."),
        ("llm-as-judge", "Replies are graded by a second model."),
        ("rag", "The tool gives each response with citations."),
        ("ai-assistant", "The portal offers a chatbot."),
        ("ai-use-case-inventory", "The office keeps an inventory of its AI systems."),
        ("frontier-model", "Only the most capable models pass the test."),
        ("training-compute", "Compute decides who can train one."),
        ("explainability", "The vendor shall explain how the system ranks parcels."),
        ("data-leakage", "Staff must not enter confidential files."),
        ("secrets-vault", "A key management system holds them."),
        ("shadow-ai", "Nobody uses personal accounts for AI at work."),
        ("automation-bias", "Over-reliance on AI is discussed in training."),
        ("deepfake", "Misleading videos of a candidate are reported."),
        ("data-residency", "All records are stored within the United States."),
        ("model-drift", "The bidder measures accuracy for renters over time."),
        ("multi-agent-system", "The permit agents hand work to each other."),
        ("kill-switch", "The operator can suspend any agent."),
        ("identity-federation", "Federation: each partner organization signs in its own staff."),
    ],
)
def test_a_document_names_a_term_in_its_own_words(reading, term, text):
    assert term in reading(text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("embedding", "Search is embedded in the vector store's console."),
        ("prompt", "Staff answer the chatbot promptly."),
        ("identity-federation", "Federal identity law applies."),
        ("reasoning-model", "The bidder makes reasonable efforts."),
        ("chain-of-thought", "Commercial off-the-shelf (COTS) products."),
        ("identity-provider", "An IDPS guards the network."),
        ("hipaa", "An exemption from the Buy American Act (BAA). The BAA applies."),
        ("single-sign-on", "Clever solutions earn points."),
    ],
)
def test_what_only_looks_like_a_word_does_not_count(reading, term, text):
    assert term not in reading(text)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("identity-provider", "Each IdP is listed."),
        ("lora", "A LoRA is delivered."),
        ("hipaa", "A business associate agreement (BAA) is signed. The BAA names PHI."),
        ("large-language-model", "LLMs' answers are kept."),
        ("hallucination", "Hallucinations are counted."),
        ("ai-assistant", "our people just use chatgpt"),
        ("fine-tuning", "Finetuning is priced apart."),
        ("multimodal-model", "A multi-modal model reads the scans."),
    ],
)
def test_an_abbreviation_or_a_name_is_known_as_it_is_written(reading, term, text):
    assert term in reading(text)


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("spun from wool", True), ("spun from fine white wool", True), ("spun from a b c d wool", True),
        ("spun from a b c d e wool", False), ("wool spun from", False), ("spun from hair. Wool is dear.", False),
    ],
)  # fmt: skip
def test_a_gap_holds_up_to_four_words_of_one_sentence(page, text, is_it):
    assert made_reader(page, {"name": "yarn", "written": ["spun from … wool"]})(text) is is_it


def test_company_stands_in_the_same_sentence_or_across_its_colon(page):
    read = made_reader(page, {"name": "bank", "everyday": ["bank"], "beside": ["river"]})
    assert [read(text) for text in ("A bank. The river.", "Bank: by the river.", "The river: its bank.", "bank")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_two_forms_may_share_a_word_and_none_counts_inside_another(page):
    terms = [{"id": name, "name": name} for name in ("savings bank", "bank account", "account")]
    page.evaluate("data => { globalThis.two = GuideReader(data); }", {"terms": terms})
    found = page.evaluate("text => two.read(text).terms.map(entry => entry.term.id).sort()", "A savings bank account.")
    assert found == ["bank account", "savings bank"]


def held(page, text: str) -> list[str]:
    return page.evaluate("text => reader.read(text).beliefs.map(one => one.term.id)", text)


def test_each_belief_is_known_in_its_own_words_and_none_in_its_correction(page, reading, guide):
    told = {term.id: term.misconception for term in guide.glossary.terms}
    plain = {term: text for term, text in told.items() if "{" not in f"{text.belief}{text.correction}"}
    assert [term for term, text in plain.items() if term not in held(page, text.belief)] == []
    assert [term for term, text in plain.items() if held(page, text.correction)] == []
    assert "hallucination" in held(page, "Somebody on the board says that RAG fixes hallucinations.")


@pytest.mark.parametrize(
    "text",
    [
        "Agencies publish procedures, so that the models that they buy comply with the rule.",
        "The policy of the county asks for a committee on AI governance.",
        "The reading room offers a harmless chatbot.",
        "The vendor fixes whatever RAG and hallucination tests find.",
        "An audit log and a chat transcript are kept for seven years.",
    ],
)
def test_words_of_a_belief_are_not_yet_the_belief(page, reading, text):
    assert held(page, text) == []


def test_what_sounds_like_it_takes_its_words_and_no_more(page):
    read = made_reader(page, {"name": "bank", "unlike": ["bank holiday"]})
    assert [read(text) for text in ("A bank holiday.", "A bank holiday ends; the bank opens.")] == [False, True]


def test_names_with_marks_are_known_by_their_marks(page):
    names = ["C", "C++", "C#", ".NET", "net", "AT&T", "OAuth 2.0", "CI/CD", "résumé parser", "FAR 52.204-21"]
    page.evaluate(
        "data => { globalThis.marks = GuideReader(data); }", {"terms": [{"id": name, "name": name} for name in names]}
    )

    def found(text: str) -> set[str]:
        return set(page.evaluate("text => marks.read(text).terms.map(entry => entry.term.id)", text))

    text = (
        "We run C++ and C# on the .NET runtime. AT&T signs OAuth 2.0 tokens. Our CI/CD reads FAR 52.204\u201121. "
        "A re\u0301sume\u0301 parser."
    )
    assert found(text) == {*names} - {"C", "net"}
    assert found("Vitamin C helps; a net of ropes.") == {"C", "net"}
