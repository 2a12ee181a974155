"""Writes a tiny chat model of random numbers that vLLM can serve; it runs where vLLM is installed, not here.

    VENV/bin/python tiny_model.py FOLDER

Two layers of Qwen3 and a tokenizer of bytes, trained on the few lines below: good for everything but the play. Left
random it would never end a sentence, so one dimension is held constant and pushes what closes a string.
"""

import argparse
from pathlib import Path
from typing import Any

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

VOCABULARY = 1024
HIDDEN = 64
HEAD = 32
"""With heads of 16, vLLM on a CPU starts and then dies of the first request."""
LONGEST = 32768
CLOSING, ENDING, ODD = 2.0, -4.0, -4.0
"""How much is added to the scores of quotation marks, of the end, and of what cannot be printed.

It does not end before a schema or a limit of thinking lets it: else most of its thinking would have no answer.
"""
END = "<|im_end|>"
SPECIAL = ["<|endoftext|>", "<|im_start|>", END]
MARKERS = ["<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>"]
"""Not special, for vLLM must see them in the text."""
LINES = [
    "You are a player in a game. Choose one of the legal moves and answer in JSON.",
    "Liar's Bar: each player lays one to three cards face down and claims that they are of the table's rank.",
    "It is your turn. Call the last player a liar or let it pass. Lay a queen, a king, an ace or a joker.",
    '{"thought": "The one before me laid three cards, so I call.", "move": "call", "say": "I do not believe you."}',
    '{"thought": "I hold two true cards and lay one of them.", "move": "lay K", "say": ""}',
    "system user assistant tool function arguments name true false null",
    "Round 1 Round 2 Round 3 player A player B points 0 1 2 3 4 5 6 7 8 9 10",
    "I think that the best is to wait, because the next player will move first and I can call later.",
]


def tokenizer() -> Any:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY - len(MARKERS),
        special_tokens=SPECIAL,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    made.train_from_iterator(LINES * 4, trainer)
    made.add_tokens([AddedToken(marker, special=False, normalized=False) for marker in MARKERS])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=made,
        eos_token=END,
        pad_token=SPECIAL[0],
        model_max_length=LONGEST,
        additional_special_tokens=SPECIAL[1:2],
        clean_up_tokenization_spaces=False,
    )
    fast.chat_template = Path(__file__).with_name("chat_template.jinja").read_text("utf-8")
    return fast


def model(words: Any) -> Any:
    torch.manual_seed(0)
    end, size = words.convert_tokens_to_ids(END), -(-len(words) // 64) * 64
    config = Qwen3Config(
        vocab_size=size,
        hidden_size=HIDDEN,
        intermediate_size=2 * HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=HIDDEN // HEAD,
        num_key_value_heads=1,
        head_dim=HEAD,
        max_position_embeddings=LONGEST,
        tie_word_embeddings=False,
        bos_token_id=None,
        eos_token_id=end,
        pad_token_id=words.pad_token_id,
    )
    made = Qwen3ForCausalLM(config)
    with torch.no_grad():
        for weights in made.parameters():
            if weights.ndim == 2:
                weights.normal_(0, weights.shape[1] ** -0.5)
        made.model.embed_tokens.weight[:, 0] = 3.0
        for layer in made.model.layers:
            layer.self_attn.o_proj.weight[0].zero_()
            layer.mlp.down_proj.weight[0].zero_()
        head = made.lm_head.weight
        head.mul_(2.0)
        head[:, 0] = 0.0
        head[len(words) :, 0] = -30.0
        for text, token in words.get_vocab().items():
            plain = words.decode([token]).strip()
            if token == end:
                head[token, 0] = ENDING
            elif text.startswith('"'):
                head[token, 0] = CLOSING
            elif not plain or not plain.isprintable():
                head[token, 0] = ODD
    made.generation_config = GenerationConfig(eos_token_id=end, pad_token_id=words.pad_token_id)
    return made.to(torch.bfloat16)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    folder = parser.parse_args().folder
    words = tokenizer()
    model(words).save_pretrained(folder)
    words.save_pretrained(folder)
