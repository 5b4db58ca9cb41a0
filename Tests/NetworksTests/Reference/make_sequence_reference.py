#!/usr/bin/env python3
"""Reference values for recurrent networks and attention, from PyTorch in float64: writes sequence_reference.json
beside itself. Inputs are multiples of 1/64; "error" is PyTorch's own largest error in float32.

    pip install torch && python3 make_sequence_reference.py
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from reference_values import compare

torch.manual_seed(20240301)


def grid(*shape, scale=1.0):
    return torch.round((torch.rand(shape, dtype=torch.float64) * 2 - 1) * scale * 64) / 64


def case(name, function, inputs, **settings):
    with torch.no_grad():
        shape = function(*inputs).shape
    r = torch.round((torch.rand(shape, dtype=torch.float64) + 0.5) * 64) / 64
    return {"name": name, **compare(function, inputs, r, digits=8), **settings}


# Recurrent layers: PyTorch's own modules, called with the given weights.

KINDS = {"rnn": (nn.RNN, 1), "lstm": (nn.LSTM, 4), "gru": (nn.GRU, 3)}


def module_output(kind, parameters, x, states, lengths, bidirectional=False):
    module = KINDS[kind][0](x.shape[2], states[0].shape[-1], batch_first=True, bidirectional=bidirectional).to(x.dtype)
    names = [n for n, _ in module.named_parameters()]
    initial = tuple(s if s.dim() == 3 else s.unsqueeze(0) for s in states)
    initial = initial if kind == "lstm" else initial[0]
    steps = x.shape[1]
    if lengths:
        x = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
    y, last = torch.func.functional_call(module, dict(zip(names, parameters)), (x, initial))
    if lengths:
        y, _ = pad_packed_sequence(y, batch_first=True, total_length=steps)
    return y, last


def recurrent(kind, n, t, d, h, lengths=None):
    g = KINDS[kind][1] * h

    def function(w, u, b, c, x, *states):
        y, last = module_output(kind, (w, u, b, c), x, states, lengths)
        return torch.cat([y, last[1].squeeze(0).unsqueeze(1)], 1) if kind == "lstm" else y

    inputs = [grid(g, d), grid(g, h), grid(g), grid(g), grid(n, t, d, scale=2), grid(n, h)]
    if kind == "lstm":
        inputs.append(grid(n, h))
    return case(kind, function, inputs, lengths=lengths or [])


def bidirectional(kind, n, t, d, h, lengths=None):
    g = KINDS[kind][1] * h

    def function(*v):
        zeros = torch.zeros(2, n, h, dtype=v[0].dtype)
        return module_output(kind, v[:8], v[8], (zeros, zeros), lengths, bidirectional=True)[0]

    one = lambda: [grid(g, d), grid(g, h), grid(g), grid(g)]
    return case(kind + "_bidirectional", function, one() + one() + [grid(n, t, d, scale=2)], lengths=lengths or [])


def gru_reset_first(n, t, d, h):
    """Cho et al. 2014: the reset gate acts on the state before the product."""
    def function(w, u, b, c, x, state):
        out = []
        for s in range(t):
            a = x[:, s] @ w.T + b + c
            rz = torch.sigmoid(a[:, :2 * h] + state @ u[:2 * h].T)
            r, z = rz[:, :h], rz[:, h:]
            candidate = torch.tanh(a[:, 2 * h:] + (r * state) @ u[2 * h:].T)
            state = (1 - z) * candidate + z * state
            out.append(state)
        return torch.stack(out, 1)

    return case("gru_reset_first", function, [
        grid(3 * h, d), grid(3 * h, h), grid(3 * h), grid(3 * h), grid(n, t, d, scale=2), grid(n, h)], lengths=[])


# Attention.

def masked_scores(scores, lengths):
    if not lengths:
        return scores
    dead = torch.arange(scores.shape[-1]) >= torch.tensor(lengths).unsqueeze(1)
    return scores.masked_fill(dead, -torch.inf)


def additive(query, key, memory, v, lengths=None):
    scores = torch.tanh(key + query.unsqueeze(1)) @ v
    alpha = torch.softmax(masked_scores(scores, lengths), 1)
    return torch.bmm(alpha.unsqueeze(1), memory).squeeze(1)


def additive_case(n, s, a, m, lengths=None):
    return case(
        "additive_attention", lambda q, k, mem, v: additive(q, k, mem, v, lengths),
        [grid(n, a), grid(n, s, a), grid(n, s, m, scale=2), grid(a, scale=2)], lengths=lengths or [])


def decoder_case(n, s, t, e, h, a, m, lengths=None):
    def function(w, u, b, c, q, v, key, memory, state, x):
        out = []
        for step in range(t):
            context = additive(state @ q, key, memory, v, lengths)
            state = torch.gru_cell(torch.cat([x[:, step], context], 1), state, w, u, b, c)
            out.append(torch.cat([state, context], 1))
        return torch.stack(out, 1)

    return case("attention_decoder", function, [
        grid(3 * h, e + m), grid(3 * h, h), grid(3 * h), grid(3 * h), grid(h, a), grid(a, scale=2), grid(n, s, a),
        grid(n, s, m, scale=2), grid(n, h), grid(n, t, e, scale=2)], lengths=lengths or [])


def heads_of(x, heads):
    n, t, d = x.shape
    return x.view(n, t, heads, d // heads).transpose(1, 2)


def dot_product(q, k, v, heads, causal, lengths):
    mask = None
    if lengths:
        mask = (torch.arange(k.shape[1]) < torch.tensor(lengths).unsqueeze(1))[:, None, None, :]
    y = F.scaled_dot_product_attention(
        heads_of(q, heads), heads_of(k, heads), heads_of(v, heads), attn_mask=mask, is_causal=causal)
    return y.transpose(1, 2).reshape(q.shape)


def attention_case(n, t, s, d, heads, causal=False, lengths=None):
    return case(
        "attention", lambda q, k, v: dot_product(q, k, v, heads, causal, lengths),
        [grid(n, t, d, scale=2), grid(n, s, d, scale=2), grid(n, s, d, scale=2)],
        heads=heads, causal=causal, lengths=lengths or [])


# Transformer blocks: PyTorch's encoder and decoder layers.

def block_case(n, t, d, heads, hidden, norm_first, memory_steps=None):
    decoder = memory_steps is not None
    kind = nn.TransformerDecoderLayer if decoder else nn.TransformerEncoderLayer
    module = kind(d, heads, hidden, dropout=0.0, activation="gelu", batch_first=True, norm_first=norm_first)
    names = [name for name, _ in module.named_parameters()]
    shapes = [p.shape for p in module.parameters()]
    mask = nn.Transformer.generate_square_subsequent_mask(t)

    def function(*v):
        m = module.to(v[0].dtype)
        parameters, x = dict(zip(names, v)), v[len(names)]
        if decoder:
            return torch.func.functional_call(m, parameters, (x, v[-1]), {"tgt_mask": mask.to(x.dtype)})
        return torch.func.functional_call(m, parameters, (x,))

    inputs = [grid(*shape, scale=0.5) for shape in shapes] + [grid(n, t, d, scale=2)]
    if decoder:
        inputs.append(grid(n, memory_steps, d, scale=2))
    name = ("decoder" if decoder else "encoder") + "_block"
    return case(name, function, inputs, names=names, heads=heads, causal=False, norm_first=norm_first, lengths=[])


cases = []
for kind in KINDS:
    for extents in [(1, 1, 1, 1), (2, 5, 3, 4), (3, 4, 1, 9), (2, 2, 3, 17)]:
        cases.append(recurrent(kind, *extents))
    cases.append(recurrent(kind, 3, 4, 2, 3, lengths=[4, 1, 2]))
    cases.append(bidirectional(kind, 2, 3, 2, 3))
    cases.append(bidirectional(kind, 3, 4, 3, 2, lengths=[2, 4, 1]))
for extents in [(1, 1, 1, 1), (2, 4, 3, 5), (2, 3, 2, 9)]:
    cases.append(gru_reset_first(*extents))
for extents in [(1, 1, 1, 1), (2, 3, 5, 9), (3, 17, 2, 3)]:
    cases.append(additive_case(*extents))
cases.append(additive_case(3, 4, 3, 2, lengths=[1, 4, 3]))
for extents in [(1, 1, 1, 1, 1, 1, 1), (2, 3, 4, 2, 5, 3, 4), (2, 5, 3, 3, 9, 8, 6)]:
    cases.append(decoder_case(*extents))
cases.append(decoder_case(2, 4, 3, 2, 3, 3, 2, lengths=[2, 4]))
for extents in [(1, 1, 1, 1, 1), (2, 3, 5, 4, 2), (1, 7, 2, 9, 3), (2, 17, 9, 8, 1)]:
    cases.append(attention_case(*extents))
cases.append(attention_case(2, 5, 5, 6, 3, causal=True))
cases.append(attention_case(1, 19, 19, 8, 2, causal=True))
cases.append(attention_case(3, 2, 4, 4, 2, lengths=[1, 4, 2]))
for norm_first in [True, False]:
    cases.append(block_case(2, 3, 4, 2, 5, norm_first))
    cases.append(block_case(1, 5, 6, 3, 9, norm_first))
    cases.append(block_case(2, 3, 4, 2, 5, norm_first, memory_steps=4))

path = pathlib.Path(__file__).with_name("sequence_reference.json")
path.write_text(json.dumps({"source": f"PyTorch {torch.__version__}, float64", "cases": cases}, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes,", len(cases), "cases")
