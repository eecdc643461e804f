"""Document -> statements with evidence: the second extractor, any model behind an OpenAI-compatible address.

prompts     document -> requests        the ontology as instructions, a section of the report at a time
client      request -> reply            the server, and what can go wrong with it
answers     replies in a build's folder: nothing is asked twice
rounds      requests -> answers         several at once, with a budget
parsing     reply -> claims             tolerant reading of JSON
grounding   claim -> statement, or the reason why it is none
together    the rules' statements and the model's -> one set
extractor   the answers of a folder as an extractor of the pipeline
"""
