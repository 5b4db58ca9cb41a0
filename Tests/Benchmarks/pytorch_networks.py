"""The twelve networks of `gradlab bench` in PyTorch: same layers, batches and optimizers.

Random data; an exactly equal start is the business of Tests/NetworksTests/Reference/make_training.py.
"""
import torch
import torch.nn.functional as F
from torch import nn

VOCABULARY = 64


def dense(hidden, activation, normalized=False):
    layers, inputs = [], 784
    for width in hidden:
        layers.append(nn.Linear(inputs, width))
        if normalized:
            layers.append(nn.BatchNorm1d(width))
        layers.append(activation())
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


class ResidualBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.norm2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential() if stride == 1 and inputs == outputs else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


def resnet20(channels, widths):
    layers = [nn.Conv2d(channels, widths[0], 3, 1, 1, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU()]
    inputs = widths[0]
    for stage, outputs in enumerate(widths):
        for block in range(3):
            layers.append(ResidualBlock(inputs, outputs, 2 if stage and block == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(widths[2], 10))


class Characters(nn.Module):
    def __init__(self, cell):
        super().__init__()
        self.embedding, self.recurrent = nn.Embedding(VOCABULARY, 32), cell(32, 128, batch_first=True)
        self.output = nn.Linear(128, VOCABULARY)

    def forward(self, x):
        return self.output(self.recurrent(self.embedding(x))[0])


class Translation(nn.Module):
    """GRU encoder, GRU decoder with additive attention, teacher forcing; 16 source tokens, then 16 target tokens."""

    def __init__(self, width=64):
        super().__init__()
        self.source, self.target = nn.Embedding(VOCABULARY, 32), nn.Embedding(VOCABULARY, 32)
        self.encoder, self.decoder = nn.GRU(32, width, batch_first=True), nn.GRUCell(32 + width, width)
        self.key, self.query = nn.Linear(width, width, bias=False), nn.Linear(width, width, bias=False)
        self.score, self.output = nn.Linear(width, 1, bias=False), nn.Linear(2 * width, VOCABULARY)

    def forward(self, x):
        memory, state = self.encoder(self.source(x[:, :16]))
        state, key, y, outputs = state[0], self.key(memory), self.target(x[:, 16:]), []
        for t in range(y.shape[1]):
            scores = self.score(torch.tanh(key + self.query(state).unsqueeze(1))).squeeze(2)
            context = torch.bmm(torch.softmax(scores, 1).unsqueeze(1), memory).squeeze(1)
            state = self.decoder(torch.cat((y[:, t], context), 1), state)
            outputs.append(torch.cat((state, context), 1))
        return self.output(torch.stack(outputs, 1))


class TransformerBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.norm1, self.norm2 = heads, nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.first, self.second = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(n, t, d)
        x = x + self.mix(y)
        return x + self.second(F.gelu(self.first(self.norm2(x))))


class Transformer(nn.Module):
    def __init__(self, width, heads, depth, steps):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, width)
        self.positions = nn.Parameter(torch.randn(steps, width) * 0.02)
        self.blocks = nn.Sequential(*[TransformerBlock(width, heads) for _ in range(depth)])
        self.norm, self.output = nn.LayerNorm(width), nn.Linear(width, VOCABULARY)

    def forward(self, x):
        return self.output(self.norm(self.blocks(self.embedding(x) + self.positions)))


def sgd(parameters):
    return torch.optim.SGD(parameters, 0.01)


def momentum(parameters):
    return torch.optim.SGD(parameters, 0.01, momentum=0.9)


def adam(parameters):
    return torch.optim.Adam(parameters, 1e-3)


def adamw(parameters):
    return torch.optim.AdamW(parameters, 1e-3)


# Network, optimizer, batch, shape of an example (an int: that many tokens), labels of an example.
NETWORKS = {
    "mlp": (lambda: dense([256] * 2, nn.ReLU), sgd, 128, (784,), 1),
    "deep_tanh20": (lambda: dense([100] * 20, nn.Tanh), sgd, 128, (784,), 1),
    "deep_bn50": (lambda: dense([64] * 50, nn.Tanh, normalized=True), adam, 128, (784,), 1),
    "lenet": (lenet, momentum, 64, (1, 28, 28), 1),
    "resnet20_32": (lambda: resnet20(3, (16, 32, 64)), momentum, 32, (3, 32, 32), 1),
    "resnet20_16": (lambda: resnet20(1, (8, 16, 32)), momentum, 32, (1, 16, 16), 1),
    "rnn": (lambda: Characters(nn.RNN), adam, 32, 64, 64),
    "lstm": (lambda: Characters(nn.LSTM), adam, 32, 64, 64),
    "gru": (lambda: Characters(nn.GRU), adam, 32, 64, 64),
    "bahdanau": (Translation, adam, 32, 32, 16),
    "tf_d64": (lambda: Transformer(64, 4, 2, 32), adamw, 32, 32, 32),
    "tf_d128": (lambda: Transformer(128, 4, 4, 64), adamw, 16, 64, 64),
}


def training_step(name):
    """A function that takes one whole step: zero the gradients, forward, loss, backward, update."""
    build, optimizer, batch, example, labels = NETWORKS[name]
    torch.manual_seed(0)
    network = build()
    optimizer = optimizer(network.parameters())
    if isinstance(example, int):
        x, y = torch.randint(0, VOCABULARY, (batch, example)), torch.randint(0, VOCABULARY, (batch * labels,))
    else:
        x, y = torch.randn(batch, *example), torch.randint(0, 10, (batch,))

    def step():
        optimizer.zero_grad()
        logits = network(x)
        F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y).backward()
        optimizer.step()

    return step


def elementary_operations(count=10_240):
    """The loops of `gradlab bench --elements`, by the same names, each on `count` floats."""
    torch.manual_seed(0)
    x, weight = torch.randn(count), torch.randn(count, requires_grad=True)
    weight.grad = torch.randn(count)
    wide, narrow, optimizer = x.reshape(-1, 64), x.reshape(-1, 16), torch.optim.Adam([weight], 1e-3)
    return {
        "exp": x.exp, "tanh": x.tanh, "sigmoid": x.sigmoid, "gelu": lambda: F.gelu(x), "relu": x.relu, "sum": x.sum,
        "softmax, rows of 64": lambda: wide.softmax(1), "softmax, rows of 16": lambda: narrow.softmax(1),
        "batch norm, 64 columns": lambda: F.batch_norm(wide, None, None, training=True),
        "Adam step": optimizer.step,
    }
