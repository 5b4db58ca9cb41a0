"""The twelve networks of `gradlab bench` in JAX: each training step is one compiled function.

Written as XLA on a CPU runs them quickest, of what was tried: images channels last, variances from the squares' mean,
pooling over a reshaped axis, parameters and optimizer state donated.
"""
import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

rng = np.random.default_rng(0)
V, E, H, T, B = 64, 32, 128, 64, 32      # character-level nets


# Parameters are nested lists in the order of PyTorch's net.parameters(); weights are [in, out], kernels HWIO.

def uniform(fan_in, *shape):
    return rng.uniform(-fan_in ** -0.5, fan_in ** -0.5, shape).astype("f4")


def normal(*shape):
    return rng.standard_normal(shape, "f4")


def tokens(*shape):
    return rng.integers(0, 64, shape, "i4")


def classes(batch):
    return rng.integers(0, 10, batch, "i4")


def linear(i, o, bias=True):
    return [uniform(i, i, o)] + [uniform(i, o)] * bias


def norm(n):
    return [np.ones(n, "f4"), np.zeros(n, "f4")]


def running(n):
    return [np.zeros(n, "f4"), np.ones(n, "f4")]


def product(x, w):
    """x @ w, of rows: XLA's gradient of a product with two axes of rows is slower."""
    return (x.reshape(-1, x.shape[-1]) @ w).reshape(*x.shape[:-1], w.shape[1])


def dense(p, x):
    x = product(x, p[0])
    return x + p[1] if len(p) > 1 else x


def embed(p, x):
    return p[x]


class Stats:
    """Running mean and variance of the batch normalizations, in order: read and replaced."""
    def __init__(self, old):
        self.old, self.new = iter(old), []


def batch_norm(p, stats, x):
    axes = tuple(range(x.ndim - 1))
    m = x.mean(axes)
    v = jnp.maximum((x * x).mean(axes) - m * m, 0)
    n = x.size // m.size
    om, ov = next(stats.old)
    stats.new.append([0.9 * om + 0.1 * m, 0.9 * ov + 0.1 * n / (n - 1) * v])
    scale = p[0] * lax.rsqrt(v + 1e-5)
    return (x - m) * scale + p[1]


def mlp():
    def net(ps, stats, x):
        for p in ps[:-1]:
            x = jax.nn.relu(dense(p, x))
        return dense(ps[-1], x)
    return net, [linear(784, 256), linear(256, 256), linear(256, 10)], [], "sgd", (normal(128, 784),), classes(128)


def deep_tanh20():
    def net(ps, stats, x):
        for p in ps[:-1]:
            x = jnp.tanh(dense(p, x))
        return dense(ps[-1], x)
    return net, [linear(i, 100) for i in [784] + [100] * 19] + [linear(100, 10)], [], "sgd", (normal(128, 784),), classes(128)


def deep_bn50():
    def net(ps, stats, x):
        for p in ps[:-1]:
            x = jnp.tanh(batch_norm(p[2:], stats, dense(p[:2], x)))
        return dense(ps[-1], x)
    ps = [linear(i, 64) + norm(64) for i in [784] + [64] * 49] + [linear(64, 10)]
    return net, ps, [running(64) for _ in range(50)], "adam", (normal(128, 784),), classes(128)


def kernel(i, o, k):
    return uniform(i * k * k, k, k, i, o)


def conv(w, x, stride=1, pad=0):
    """XLA's own, or for windows of 5×5, which it is slow with, one product with the shifted images side by side."""
    if w.shape[0] == 5:
        k, _, c, o = w.shape
        x = jnp.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
        b, n = x.shape[0], (x.shape[1] - k) // stride + 1
        shifted = [lax.slice(x, (0, i, j, 0), (b, i + (n - 1) * stride + 1, j + (n - 1) * stride + 1, c), (1, stride, stride, 1))
                   for i in range(k) for j in range(k)]
        return product(jnp.concatenate(shifted, -1), w.reshape(-1, o))
    return lax.conv_general_dilated(
        x, w, (stride, stride), [(pad, pad)] * 2, dimension_numbers=("NHWC", "HWIO", "NHWC"))


def max_pool(x):
    b, h, w, c = x.shape
    return x.reshape(b, h // 2, 2, w // 2, 2, c).max((2, 4))


def images(b, c, n):
    return normal(b, n, n, c)


def lenet():
    def net(ps, stats, x):
        for w, b in ps[:2]:
            x = max_pool(jax.nn.relu(conv(w, x) + b))
        x = x.reshape(x.shape[0], -1)
        for p in ps[2:4]:
            x = jax.nn.relu(dense(p, x))
        return dense(ps[4], x)
    ps = [[kernel(1, 6, 5), uniform(25, 6)], [kernel(6, 16, 5), uniform(150, 16)], linear(256, 120), linear(120, 84), linear(84, 10)]
    return net, ps, [], "momentum", (images(64, 1, 28),), classes(64)


def resnet20(cin, size, w):
    def net(ps, stats, x):
        x = jax.nn.relu(batch_norm(ps[1], stats, conv(ps[0][0], x, 1, 1)))
        for p, (_, _, stride) in zip(ps[2:-1], shape):
            y = jax.nn.relu(batch_norm(p[1], stats, conv(p[0], x, stride, 1)))
            y = batch_norm(p[3], stats, conv(p[2], y, 1, 1))
            x = jax.nn.relu(y + (batch_norm(p[5], stats, conv(p[4], x, stride)) if len(p) > 4 else x))
        return dense(ps[-1], x.mean((1, 2)))
    shape, i = [], w[0]
    for k, o in enumerate(w):
        for j in range(3):
            shape.append((i, o, 2 if k and j == 0 else 1))
            i = o
    ps, rs = [[kernel(cin, w[0], 3)], norm(w[0])], [running(w[0])]
    for i, o, stride in shape:
        short = stride != 1 or i != o
        ps.append([kernel(i, o, 3), norm(o), kernel(o, o, 3), norm(o)] + [kernel(i, o, 1), norm(o)] * short)
        rs += [running(o) for _ in range(2 + short)]
    return net, ps + [linear(w[2], 10)], rs, "momentum", (images(32, cin, size),), classes(32)


def cell(i, h, gates):
    return [uniform(h, i, gates * h), uniform(h, h, gates * h), uniform(h, gates * h), uniform(h, gates * h)]


# A cell gets its inputs' product, its state's product and its state.

def rnn_cell(xi, hi, h):
    return jnp.tanh(xi + hi)


def gru_cell(xi, hi, h):
    (xr, xz, xn), (hr, hz, hn) = jnp.split(xi, 3, -1), jnp.split(hi, 3, -1)
    z = jax.nn.sigmoid(xz + hz)
    n = jnp.tanh(xn + jax.nn.sigmoid(xr + hr) * hn)
    return n + z * (h - n)


def lstm_cell(xi, hi, hc):
    i, f, g, o = jnp.split(xi + hi, 4, -1)
    c = jax.nn.sigmoid(f) * hc[1] + jax.nn.sigmoid(i) * jnp.tanh(g)
    return jax.nn.sigmoid(o) * jnp.tanh(c), c


def output(h):
    return h[0] if isinstance(h, tuple) else h


def scan(body, h, xs, unroll=1):
    return lax.scan(body, h, xs, unroll=unroll)


def recur(p, step, x, h0):
    """All outputs [T, B, H] of x [T, B, I]; the inputs' product is taken for all steps at once."""
    def body(h, xi):
        h = step(xi, output(h) @ p[1] + p[3], h)
        return h, output(h)
    xs = product(x, p[0]) + p[2]
    return scan(body, h0, xs)[1]


def char(step, gates):
    def net(ps, stats, x):
        zero = jnp.zeros((B, H))
        hs = recur(ps[1], step, embed(ps[0], x.T), (zero, zero) if step is lstm_cell else zero)
        return dense(ps[2], hs).swapaxes(0, 1)
    return net, [normal(V, E), cell(E, H, gates), linear(H, V)], [], "adam", (tokens(B, T),), tokens(B, T)


def bahdanau(v=64, e=32, h=64):
    """GRU encoder, GRU decoder, additive (Bahdanau) attention, teacher forcing."""
    def net(ps, stats, src, tgt):
        es, et, enc, dec, wk, wq, wv, out = ps
        k = recur(enc, gru_cell, embed(es, src.T), jnp.zeros((32, h)))
        hid, k = k[-1], k.swapaxes(0, 1)
        key = dense(wk, k)

        def body(hid, y):
            score = jnp.tanh(key + dense(wq, hid)[:, None]) @ wv[0][:, 0]
            ctx = jnp.einsum("bt,bth->bh", jax.nn.softmax(score), k)
            hid = gru_cell(jnp.concatenate((y, ctx), 1) @ dec[0] + dec[2], hid @ dec[1] + dec[3], hid)
            return hid, jnp.concatenate((hid, ctx), 1)
        # Unrolled whole, which is the quickest here and nowhere else.
        outs = scan(body, hid, embed(et, tgt.T), unroll=16)[1]
        return dense(out, outs).swapaxes(0, 1)
    ps = [normal(v, e), normal(v, e), cell(e, h, 3), cell(e + h, h, 3), linear(h, h, False), linear(h, h, False),
          linear(h, 1, False), linear(2 * h, v)]
    return net, ps, [], "adam", (tokens(32, 16), tokens(32, 16)), tokens(32, 16)


def layer_norm(p, x):
    m = x.mean(-1, keepdims=True)
    v = (x * x).mean(-1, keepdims=True) - m * m
    return (x - m) * lax.rsqrt(v + 1e-5) * p[0] + p[1]


def tf(d, h, n, t, b, v=64):
    def net(ps, stats, x):
        x = embed(ps[1], x) + ps[0]
        mask = jnp.tril(jnp.ones((t, t), bool))
        for n1, n2, qkv, p, f1, f2 in ps[2:-2]:
            q, k, w = dense(qkv, layer_norm(n1, x)).reshape(b, t, 3, h, d // h).transpose(2, 0, 3, 1, 4)
            s = jnp.where(mask, q @ k.swapaxes(2, 3) * (d // h) ** -0.5, -jnp.inf)
            x = x + dense(p, (jax.nn.softmax(s) @ w).swapaxes(1, 2).reshape(b, t, d))
            x = x + dense(f2, jax.nn.gelu(dense(f1, layer_norm(n2, x)), approximate=False))
        return dense(ps[-1], layer_norm(ps[-2], x))
    blocks = [[norm(d), norm(d), linear(d, 3 * d), linear(d, d), linear(d, 4 * d), linear(4 * d, d)] for _ in range(n)]
    ps = [normal(t, d) * np.float32(0.02), normal(v, d)] + blocks + [norm(d), linear(d, v)]
    return net, ps, [], "adamw", (tokens(b, t),), tokens(b, t)


NETS = {
    "mlp": mlp, "deep_tanh20": deep_tanh20, "deep_bn50": deep_bn50, "lenet": lenet,
    "resnet20_32": lambda: resnet20(3, 32, (16, 32, 64)), "resnet20_16": lambda: resnet20(1, 16, (8, 16, 32)),
    "rnn": lambda: char(rnn_cell, 1), "lstm": lambda: char(lstm_cell, 4), "gru": lambda: char(gru_cell, 3),
    "bahdanau": bahdanau, "tf_d64": lambda: tf(64, 4, 2, 32, 32), "tf_d128": lambda: tf(128, 4, 4, 64, 16),
}


# Optimizers: the state before the first step, and (parameters, gradients, state) -> (parameters, state); PyTorch's defaults.

def optimizer(kind, ps):
    zeros, each = lambda: jax.tree.map(np.zeros_like, ps), jax.tree.map
    if kind == "sgd":
        return [], lambda p, g, s: (each(lambda p, g: p - 0.01 * g, p, g), s)
    if kind == "momentum":
        def momentum(p, g, m):
            m = each(lambda m, g: 0.9 * m + g, m, g)
            return each(lambda p, m: p - 0.01 * m, p, m), m
        return zeros(), momentum
    decay = 1 - 1e-3 * 0.01 if kind == "adamw" else 1

    def adam(p, g, s):
        n, m, v = s
        n = n + 1
        m = each(lambda m, g: m + 0.1 * (g - m), m, g)
        v = each(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        rate, scale = 1e-3 / (1 - 0.9 ** n), lax.rsqrt(1 - 0.999 ** n)
        return each(lambda p, m, v: p * decay - rate * m / (jnp.sqrt(v) * scale + 1e-8), p, m, v), (n, m, v)
    return (np.zeros((), jax.tree.leaves(ps)[0].dtype), zeros(), zeros()), adam


def cross_entropy(logits, y):
    logits, y = logits.reshape(-1, logits.shape[-1]), y.reshape(-1)
    picked = (logits * jax.nn.one_hot(y, logits.shape[-1])).sum(-1)
    return (jax.nn.logsumexp(logits, -1) - picked).mean()


def training_step(name):
    """A function without arguments that takes one training step of the network on random data, and waits for it."""
    global rng
    rng = np.random.default_rng(0)
    net, ps, rs, kind, xs, y = NETS[name]()
    start, update = optimizer(kind, ps)

    def loss_of(ps, rs, xs, y):
        stats = Stats(rs)
        return cross_entropy(net(ps, stats, *xs), y), stats.new

    def step(state, xs, y):
        ps, rs, s = state
        (loss, rs), g = jax.value_and_grad(loss_of, has_aux=True)(ps, rs, xs, y)
        ps, s = update(ps, g, s)
        return (ps, rs, s), loss

    compiled = jax.jit(step, donate_argnums=0)
    state, xs, y = jax.device_put(((ps, rs, start), xs, y))

    def run():
        nonlocal state
        state, loss = compiled(state, xs, y)
        jax.block_until_ready((state, loss))
    return run
