#!/usr/bin/env python3
"""Losses of 20 steps of SGD (rate 0.05, momentum 0.9) of six networks of sequences at full size, from PyTorch in
float64: writes sequence_training.json beside itself. Weights and tokens come from formulas that the test shares.

    pip install torch && python3 make_sequence_training.py
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F
from torch import nn


class CharNet(nn.Module):
    def __init__(self, kind, v=64, e=32, h=128):
        super().__init__()
        self.e, self.r, self.o = nn.Embedding(v, e), kind(e, h, batch_first=True), nn.Linear(h, v)

    def forward(self, x):
        return self.o(self.r(self.e(x))[0])


class Seq2Seq(nn.Module):
    def __init__(self, v=64, e=32, h=64):
        super().__init__()
        self.es, self.et = nn.Embedding(v, e), nn.Embedding(v, e)
        self.enc, self.dec = nn.GRU(e, h, batch_first=True), nn.GRUCell(e + h, h)
        self.wk, self.wq = nn.Linear(h, h, bias=False), nn.Linear(h, h, bias=False)
        self.wv, self.o = nn.Linear(h, 1, bias=False), nn.Linear(2 * h, v)

    def forward(self, x):
        k, hidden = self.enc(self.es(x[:, :16]))
        hidden, key, y, out = hidden[0], self.wk(k), self.et(x[:, 16:]), []
        for t in range(y.shape[1]):
            w = torch.softmax(self.wv(torch.tanh(key + self.wq(hidden).unsqueeze(1))).squeeze(2), 1)
            context = torch.bmm(w.unsqueeze(1), k).squeeze(1)
            hidden = self.dec(torch.cat((y[:, t], context), 1), hidden)
            out.append(torch.cat((hidden, context), 1))
        return self.o(torch.stack(out, 1))


class Block(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.n1, self.n2 = heads, nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.p, self.f1, self.f2 = nn.Linear(d, 3 * d), nn.Linear(d, d), nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(self.n1(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(b, t, d)
        x = x + self.p(y)
        return x + self.f2(F.gelu(self.f1(self.n2(x))))


class Decoder(nn.Module):
    def __init__(self, d, heads, depth, steps, v=64):
        super().__init__()
        self.te, self.pe = nn.Embedding(v, d), nn.Parameter(torch.zeros(steps, d))
        self.bs = nn.Sequential(*[Block(d, heads) for _ in range(depth)])
        self.n, self.o = nn.LayerNorm(d), nn.Linear(d, v)

    def forward(self, x):
        return self.o(self.n(self.bs(self.te(x) + self.pe)))


def fill(net):
    """u = ((i²·7919 + i·31 + p·104729) mod 2003 − 1001)/1001 for number i of parameter p."""
    for p, (name, parameter) in enumerate(net.named_parameters()):
        i = torch.arange(parameter.numel())
        u = (((i * i * 7919 + i * 31 + p * 104729) % 2003 - 1001).double() / 1001).reshape(parameter.shape)
        if "bias" in name:
            u = u * 0.1
        elif parameter.dim() == 1:
            u = 1 + 0.1 * u
        else:
            u = u * (1 / math.sqrt(parameter.shape[-1]))
        with torch.no_grad():
            parameter.copy_(u.float().double())


def losses(net, batch, inputs, outputs):
    net = net.double()
    fill(net)
    i = torch.arange(batch * inputs)
    x = ((i * i * 31 + i * 17 + 5) % 61).reshape(batch, inputs)
    j = torch.arange(batch * outputs)
    labels = (j * j * 13 + j * 7 + 3) % 59
    optimizer = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9)
    result = []
    for _ in range(20):
        optimizer.zero_grad()
        logits = net(x)
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels)
        loss.backward()
        optimizer.step()
        result.append(float(f"{loss.item():.10g}"))
    return result


networks = {
    "rnn": losses(CharNet(nn.RNN), 32, 64, 64), "lstm": losses(CharNet(nn.LSTM), 32, 64, 64),
    "gru": losses(CharNet(nn.GRU), 32, 64, 64), "bahdanau": losses(Seq2Seq(), 32, 32, 16),
    "tf_d64": losses(Decoder(64, 4, 2, 32), 32, 32, 32), "tf_d128": losses(Decoder(128, 4, 4, 64), 16, 64, 64),
}
path = pathlib.Path(__file__).with_name("sequence_training.json")
path.write_text(json.dumps({"source": f"PyTorch {torch.__version__}, float64", "losses": networks}, indent=1) + "\n")
print(path, path.stat().st_size, "bytes", {k: (v[0], v[-1]) for k, v in networks.items()})
