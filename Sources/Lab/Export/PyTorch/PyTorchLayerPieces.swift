extension PyTorchPiece {
  /// Modules that PyTorch doesn't have.
  var textOfLayer: String {
    switch self {
    case .residual:
      #"""
      class Residual(nn.Module):
          """f(S(x) + s·B(x)): a branch B beside a shortcut S, by itself the identity."""

          def __init__(self, branch, shortcut=None, scale=1.0, activation=None):
              super().__init__()
              self.branch, self.scale = branch, scale
              self.shortcut = shortcut or nn.Identity()
              self.activation = activation or nn.Identity()

          def forward(self, x):
              return self.activation(self.shortcut(x) + self.scale * self.branch(x))
      """#
    case .paddedShortcut:
      #"""
      class PaddedShortcut(nn.Module):
          """Every stride-th pixel, between channels of zeros."""

          def __init__(self, channels, stride):
              super().__init__()
              self.channels, self.stride = channels, stride

          def forward(self, x):
              x = x[:, :, :: self.stride, :: self.stride]
              missing = self.channels - x.shape[1]
              return F.pad(x, (0, 0, 0, 0, missing // 2, missing - missing // 2))
      """#
    case .shiftOnly:
      #"""
      class ShiftOnly(nn.Module):
          """A normalization of single values: each is its own mean, and the shift β is left."""

          def __init__(self, channels):
              super().__init__()
              self.weight = nn.Parameter(torch.ones(channels))
              self.bias = nn.Parameter(torch.zeros(channels))

          def forward(self, x):
              shape = (1, -1) + (1,) * (x.dim() - 2)
              # Gradients of 0, not none: weight decay goes on.
              return 0 * x * self.weight.view(shape) + self.bias.view(shape)
      """#
    case .heldStatistics:
      #"""
      class HeldStatistics(nn.BatchNorm1d):
          """Batch normalization whose gradient takes μ and σ for constants: wrong on purpose."""

          holds_statistics = True

          def forward(self, x):
              shape = [1, -1] + [1] * (x.dim() - 2)
              mean, variance = self.running_mean, self.running_var
              if self.training:
                  axes = [axis for axis in range(x.dim()) if axis != 1]
                  with torch.no_grad():
                      mean, variance = x.mean(axes), x.var(axes, unbiased=False)
                      count = x.numel() / x.shape[1]
                      self.running_mean.lerp_(mean, self.momentum)
                      self.running_var.lerp_(variance * count / (count - 1), self.momentum)
              scale = self.weight.view(shape) * (variance.view(shape) + self.eps).rsqrt()
              return (x - mean.view(shape)) * scale + self.bias.view(shape)
      """#
    case .block:
      #"""
      class Block(nn.Module):
          """Self-attention, then a feed-forward part if it has one, each with a residual path."""

          def __init__(
              self,
              width,
              heads,
              hidden,
              dropout=0.0,
              attention_dropout=0.0,
              norm_first=True,
              causal=True,
          ):
              super().__init__()
              self.heads, self.hidden = heads, hidden
              self.norm_first, self.causal = norm_first, causal
              self.qkv, self.projection = nn.Linear(width, 3 * width), nn.Linear(width, width)
              self.norm1 = nn.LayerNorm(width)
              if hidden:
                  self.wide, self.narrow = nn.Linear(width, hidden), nn.Linear(hidden, width)
                  self.norm2 = nn.LayerNorm(width)
              self.dropout, self.attention_dropout = nn.Dropout(dropout), attention_dropout

          def attention(self, x):
              n, t, width = x.shape
              qkv = self.qkv(x).view(n, t, 3, self.heads, width // self.heads)
              q, k, v = qkv.permute(2, 0, 3, 1, 4)
              left_out = self.attention_dropout if self.training else 0.0
              y = F.scaled_dot_product_attention(q, k, v, is_causal=self.causal, dropout_p=left_out)
              return self.projection(y.transpose(1, 2).reshape(n, t, width))

          def feed_forward(self, x):
              return self.narrow(F.gelu(self.wide(x)))

          def forward(self, x):
              if self.norm_first:
                  x = x + self.dropout(self.attention(self.norm1(x)))
              else:
                  x = self.norm1(x + self.dropout(self.attention(x)))
              if not self.hidden:
                  return x
              if self.norm_first:
                  return x + self.dropout(self.feed_forward(self.norm2(x)))
              return self.norm2(x + self.dropout(self.feed_forward(x)))
      """#
    default: ""
    }
  }

  /// Batch normalization by several processes.
  var textOfStatistics: String {
    #"""
    class SumOverProcesses(torch.autograd.Function):
        """The sum of the processes' tensors, with its gradient."""

        @staticmethod
        def forward(context, x):
            x = x.clone()
            dist.all_reduce(x)
            return x

        @staticmethod
        def backward(context, gradient):
            return SumOverProcesses.forward(context, gradient)


    def normalize_together(norm, x):
        """What nn.SyncBatchNorm does, for processors that aren't GPUs."""
        if not norm.training:
            return type(norm).forward(norm, x)
        axes = [axis for axis in range(x.dim()) if axis != 1]
        shape = [1, -1] + [1] * (x.dim() - 2)
        count = SumOverProcesses.apply(x.new_tensor(x.numel() / x.shape[1]))
        mean = SumOverProcesses.apply(x.sum(axes)) / count
        if getattr(norm, "holds_statistics", False):
            mean = mean.detach()
        centered = x - mean.view(shape)
        variance = SumOverProcesses.apply(centered.square().sum(axes)) / count
        if getattr(norm, "holds_statistics", False):
            variance = variance.detach()
        with torch.no_grad():
            norm.running_mean.lerp_(mean, norm.momentum)
            norm.running_var.lerp_(variance * count / (count - 1), norm.momentum)
        scale = norm.weight * (variance + norm.eps).rsqrt()
        return centered * scale.view(shape) + norm.bias.view(shape)


    def share_statistics(network, device):
        """Lets batch normalization see the whole batch, not the share of one process."""
        holds = any(getattr(module, "holds_statistics", False) for module in network.modules())
        if device.type == "cuda" and not holds:
            return nn.SyncBatchNorm.convert_sync_batchnorm(network)
        for module in network.modules():
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                module.forward = partial(normalize_together, module)
        return network
    """#
  }

  /// Optimizers that PyTorch doesn't have.
  var textOfOptimizer: String {
    switch self {
    case .rmspropInside:
      #"""
      class RMSpropInside(torch.optim.Optimizer):
          """RMSprop with ε inside the root: w ← w − η·g/√(s + ε)."""

          def __init__(self, weights, lr, alpha=0.99, eps=1e-8, weight_decay=0.0):
              settings = {"lr": lr, "alpha": alpha, "eps": eps, "weight_decay": weight_decay}
              super().__init__(weights, settings)

          @torch.no_grad()
          def step(self):
              for group in self.param_groups:
                  for weight in group["params"]:
                      square = self.state[weight].setdefault("square", torch.zeros_like(weight))
                      gradient = weight.grad + group["weight_decay"] * weight
                      square.lerp_(gradient.square(), 1 - group["alpha"])
                      weight -= group["lr"] * gradient / (square + group["eps"]).sqrt()
      """#
    case .adamUncorrected:
      #"""
      class AdamUncorrected(torch.optim.Optimizer):
          """Adam without the correction of its zero start: w ← w − η·m/(√v + ε)."""

          def __init__(
              self, weights, lr, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, decoupled=False
          ):
              settings = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay}
              super().__init__(weights, settings | {"decoupled": decoupled})

          @torch.no_grad()
          def step(self):
              for group in self.param_groups:
                  rate, decay = group["lr"], group["weight_decay"]
                  for weight in group["params"]:
                      state, gradient = self.state[weight], weight.grad
                      mean = state.setdefault("mean", torch.zeros_like(weight))
                      square = state.setdefault("square", torch.zeros_like(weight))
                      if group["decoupled"]:
                          weight *= 1 - rate * decay
                      else:
                          gradient = gradient + decay * weight
                      mean.lerp_(gradient, 1 - group["betas"][0])
                      square.lerp_(gradient.square(), 1 - group["betas"][1])
                      weight -= rate * mean / (square.sqrt() + group["eps"])
      """#
    default: ""
    }
  }
}
