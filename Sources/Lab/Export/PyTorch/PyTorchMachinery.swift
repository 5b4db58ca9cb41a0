/// The parts of a script that are the same for every lesson.
extension PyTorchScript {
  /// What the script is, how it is called, and what it imports.
  var heading: String {
    let first = arms.first?.id ?? ""
    let example = "python3 lesson.py \(first) --steps 20"
    let space = String(repeating: " ", count: max(2, 41 - example.count))
    return #"""
      #!/usr/bin/env python3
      """\#(PyTorchText.words(title)). \#(PyTorchText.words(question))

      The networks of a GradLab lesson in PyTorch, with the initial weights, the data and the order of
      the batches that GradLab's run of seed \#(seed) has. Written by

          \#(PyTorchText.words(command))

      It needs PyTorch 2 and the files beside it, and takes a GPU where there is one:

          python3 lesson.py                        train all arms, compare their losses with GradLab's
          \#(example)\#(space)some arms, some steps
          python3 lesson.py --check                exit with 1 where the losses differ
          torchrun --nproc-per-node=2 lesson.py    the same, every batch divided among two processes

      GradLab and PyTorch add in different orders, so their last digits differ, and training lets such
      differences grow; a ReLU that is on in the one and off in the other is enough. Each arm therefore
      says over how many steps the curves are compared: as long as GradLab's own curve stays the same when
      its weights are changed by a few parts in a million.\#(remarks)
      """
      import argparse
      import gc
      import json
      import math
      import os
      import sys
      from dataclasses import dataclass\#(normalizesBatches || operates ? "\nfrom functools import partial" : "")
      from pathlib import Path
      from typing import Callable, Optional

      import torch
      import torch.distributed as dist
      import torch.nn.functional as F
      from torch import nn

      FOLDER = Path(__file__).resolve().parent
      STEPS = \#(steps)
      """#
  }

  /// Remarks on what PyTorch can't do in the same way.
  private var remarks: String {
    var remarks = ""
    if arms.contains(where: \.code.network.isRandom) {
      remarks += """


        Dropout leaves out other numbers here than there: arms with it are trained and not compared.
        """
    }
    if arms.contains(where: \.code.isAugmented) {
      remarks += """


        GradLab shifts or changes the images of every batch at random, this script does not: arms where it
        does are trained and not compared.
        """
    }
    return remarks
  }

  var armClass: String {
    let clip =
      clips ? "\n    clip: Optional[Callable] = None  # what is done to large gradients" : ""
    let smoothing = smooths ? "\n    label_smoothing: float = 0.0" : ""
    return #"""
      @dataclass
      class Arm:
          """One of the networks that race side by side."""

          label: str
          network: Callable[[], nn.Module]
          optimizer: Callable[..., torch.optim.Optimizer]
          schedule: Callable[[int], float]  # the factor on the learning rate at a step, from 0
          batches: str  # the tensor that says which examples each step sees
          compared: Optional[int]  # steps over which the losses are compared; None: not at all
          accuracy: Optional[float]  # GradLab's share of right answers on the test set at the end
      """# + clip + smoothing
        + (operates ? "\n    changes: tuple = ()  # what is done to the network on its way" : "")
  }

  var machinery: [String] {
    [
      processes, PyTorchScript.files, training, testing, PyTorchScript.reporting,
      PyTorchScript.main,
    ]
  }

  private static let files = #"""
    def read_tensors(path):
        """The tensors of a safetensors file by name."""
        types = {"U8": torch.uint8, "I32": torch.int32, "F32": torch.float32, "F64": torch.float64}
        content = bytearray(path.read_bytes())
        start = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(content[8:start])
        header.pop("__metadata__", None)
        tensors = {}
        for name, entry in header.items():
            tensors[name] = torch.frombuffer(
                content,
                dtype=types[entry["dtype"]],
                count=math.prod(entry["shape"]),
                offset=start + entry["data_offsets"][0],
            ).reshape(entry["shape"])
        return tensors
    """#

  private var processes: String {
    let shared =
      normalizesBatches
      ? """
      network = share_statistics(network, self.device)
              return nn.parallel.DistributedDataParallel(network)
      """ : "return nn.parallel.DistributedDataParallel(network)"
    return #"""
      @dataclass
      class Process:
          """This process, one of those that torchrun has started; without torchrun the only one."""

          device: torch.device
          rank: int = 0
          count: int = 1

          @staticmethod
          def start(device):
              if device is None:
                  device = "cuda" if torch.cuda.is_available() else "cpu"
              # Single precision on a GPU, too, not the shorter numbers of its tensor cores.
              torch.backends.cudnn.allow_tf32 = False
              if "RANK" not in os.environ:
                  return Process(torch.device(device))
              if device == "cuda":
                  device = f"cuda:{os.environ['LOCAL_RANK']}"
                  torch.cuda.set_device(device)
              # The functions of this module have the group that is there when it is imported as a default
              # argument, and keep it for ever. An optimizer's first step imports it, so it is done before
              # there is a group: only one that nobody has any more ends its threads, and threads that
              # still run when Python ends now and then abort the process.
              from torch.distributed.nn import functional  # noqa: F401

              dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
              return Process(torch.device(device), dist.get_rank(), dist.get_world_size())

          def network(self, network):
              """The network as it is trained here: with other processes it shares its gradients."""
              network.to(self.device).train()
              if self.count == 1:
                  return network
              \#(shared)

          def sum(self, tensor):
              """The sum of the processes' tensors."""
              if self.count > 1:
                  dist.all_reduce(tensor)
              return tensor

          def end(self):
              """Leaves the group of processes, which ends its threads."""
              if dist.is_initialized():
                  # Networks that shared their gradients are cycles, and have the group.
                  gc.collect()
                  dist.destroy_process_group()
      """#
  }

  private var training: String {
    let smoothing = smooths ? ", label_smoothing=arm.label_smoothing" : ""
    let loss =
      isSequence
      ? """
      # Labels of −1, as after the end of a target, don't count.
              counted = (data["labels"][rows] >= 0).sum()
              logits = model(x).flatten(0, 1)
              total = F.cross_entropy(
                  logits, labels.flatten(), reduction="sum", ignore_index=-1\(smoothing)
              )
              loss = total / counted
      """
      : """
      loss = F.cross_entropy(model(x), labels, reduction="sum"\(smoothing)) / len(rows)
      """
    let clip =
      clips
      ? """
      if arm.clip:
                  arm.clip(network.parameters())
              optimizer.step()
      """ : "optimizer.step()"
    let begin = operates ? "\n    operations = Operations(network, arm.changes, data)" : ""
    let operate = operates ? "\n        operations.carry_out(len(losses), optimizer)" : ""
    let hold = operates ? "\n        operations.hold()" : ""
    let end = operates ? "\n    operations.carry_out(len(losses), optimizer)" : ""
    return #"""
      def train(name, steps, data, process):
          """The network after so many steps, and the loss of every batch before its step."""
          arm = ARMS[name]
          network = arm.network()
          network.load_state_dict(read_tensors(FOLDER / f"{name}.safetensors"))
          model = process.network(network)
          optimizer = arm.optimizer(network.parameters())
          scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, arm.schedule)
          losses = []\#(begin)
          for rows in data[arm.batches][:steps]:\#(operate)
              # Each process takes its share of the batch. The losses are added and divided by the size
              # of the whole batch, and so are their gradients: it is the same step for any number.
              x, labels = examples(data, rows[process.rank :: process.count])
              \#(loss)
              optimizer.zero_grad()
              # DistributedDataParallel takes the mean of the gradients: count times that is the sum.
              (process.count * loss).backward()\#(hold)
              \#(clip)
              scheduler.step()
              losses.append(loss.detach())\#(end)
          return network, process.sum(torch.stack(losses)).cpu().double()
      """#
  }

  private var testing: String {
    let counting =
      isSequence
      ? """
      right += (network(x).argmax(2) == labels).sum().item()
              count += (labels >= 0).sum().item()
      """
      : """
      right += (network(x).argmax(1) == labels).sum().item()
              count += len(labels)
      """
    return #"""
      @torch.no_grad()
      def test(network, data):
          """The share of right answers on the examples that no training step has seen."""
          network.eval()
          right, count = 0, 0
          inputs = data["test_inputs"]
          for rows in torch.arange(len(inputs), device=inputs.device).split(256):
              x, labels = examples(data, rows, part="test_")
              \#(counting)
          return right / count
      """#
  }
}
