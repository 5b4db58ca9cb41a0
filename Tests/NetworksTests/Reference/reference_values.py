"""What the scripts beside it share: inputs that float32 holds exactly, and how expected tensors are written."""
import torch


def grid(*shape, low=-2.0, high=2.0):
    """Multiples of 1/64."""
    return torch.round((torch.rand(shape, dtype=torch.float64) * (high - low) + low) * 64) / 64


def exact(t):
    return {"shape": list(t.shape), "data": t.reshape(-1).tolist()}


def expected(wide, narrow, digits=10):
    """A float64 tensor, rounded, with its largest value and its float32 twin's largest error."""
    values = [float(f"{v:.{digits}g}") for v in wide.reshape(-1).tolist()]
    error = (wide - narrow.double()).abs().max().item() if wide.numel() else 0.0
    scale = max((abs(v) for v in values), default=0.0)
    return {"shape": list(wide.shape), "data": values, "error": float(f"{error:.3g}"), "scale": float(f"{scale:.4g}")}


def evaluate(function, inputs, r, dtype):
    """f(inputs), and the gradients of Σ r ⊙ f(inputs)."""
    xs = [x.to(dtype).clone().requires_grad_() for x in inputs]
    y = function(*xs)
    (y * r.to(dtype)).sum().backward()
    return y.detach(), [torch.zeros_like(x) if x.grad is None else x.grad for x in xs]


def compare(function, inputs, r, digits=10):
    """Value and gradients as a case has them."""
    wide, wide_gradients = evaluate(function, inputs, r, torch.float64)
    narrow, narrow_gradients = evaluate(function, inputs, r, torch.float32)
    return {
        "inputs": [exact(x) for x in inputs], "weights": exact(r), "value": expected(wide, narrow, digits),
        "gradients": [expected(a, b, digits) for a, b in zip(wide_gradients, narrow_gradients)],
    }


def factors(make, steps):
    """What a schedule makes of a rate of 1 at steps 0, 1, …"""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
    scheduler = make(optimizer)
    result = []
    for step in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if step + 1 < steps:
            scheduler.step()
    return result
