/// How the script compares and prints, and where it begins.
extension PyTorchScript {
  static let reporting = #"""
    def compare(name, losses, lesson):
        """Prints both curves, and returns the largest relative difference of the compared steps."""
        arm = ARMS[name]
        difference = ((losses - lesson) / lesson).abs()
        # Both have left the finite numbers: that is the same, too.
        difference[~losses.isfinite() & ~lesson.isfinite()] = 0
        difference[losses.isfinite() != lesson.isfinite()] = math.inf
        print(f"\n{name} ({arm.label})\n   step     PyTorch     GradLab  difference")
        count = len(losses)
        shown = [step for k in range(9) for step in (10**k, 2 * 10**k, 5 * 10**k) if step < count]
        for step in shown + [count]:
            ours, theirs, apart = losses[step - 1], lesson[step - 1], difference[step - 1]
            print(f"{step:7d}  {ours:10.6g}  {theirs:10.6g}  {apart:10.1e}")
        if arm.compared is None:
            print("not compared: GradLab drew other random numbers")
            return 0.0
        if arm.compared == 0:
            print("not compared: rounding decides from the first step on")
            return 0.0
        compared = min(arm.compared, count)
        largest = difference[:compared].max().item()
        print(f"largest difference in the first {compared} steps: {largest:.1e}")
        return largest
    """#

  static let main = #"""
    def race(options, process):
        """Trains the arms, compares their losses, and returns the names of those too far apart."""
        data = read_tensors(FOLDER / "data.safetensors")
        lessons = {name: data.pop(f"losses.{name}") for name in ARMS}
        data = {name: tensor.to(process.device) for name, tensor in data.items()}
        too_far = []
        for name in options.arms or ARMS:
            network, losses = train(name, min(options.steps, len(lessons[name])), data, process)
            if process.rank > 0:
                continue
            if compare(name, losses, lessons[name][: len(losses)]) > options.tolerance:
                too_far.append(name)
            if ARMS[name].accuracy is not None and len(losses) == len(lessons[name]):
                right = f"{test(network, data):.1%}, GradLab {ARMS[name].accuracy:.1%}"
                print(f"right answers on the test set: {right}")
        return too_far


    def main():
        parser = argparse.ArgumentParser(
            description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument("arms", nargs="*", metavar="ARM", help="by default " + ", ".join(ARMS))
        parser.add_argument("--steps", type=int, default=STEPS, help=f"at most {STEPS}")
        parser.add_argument("--check", action="store_true", help="exit with 1 if the losses differ")
        parser.add_argument("--tolerance", type=float, default=1e-3, help="relative, by default 0.001")
        parser.add_argument("--device", help="cpu, cuda, cuda:1, mps, …; by default a GPU, if any")
        parser.add_argument("--double", action="store_true", help="compute with 64 bits a number")
        options = parser.parse_args()
        for name in options.arms:
            if name not in ARMS:
                parser.error(f"there is no arm {name}; there are {', '.join(ARMS)}")
        if not 1 <= options.steps <= STEPS:
            parser.error(f"--steps goes from 1 to {STEPS}: so many batches were exported")

        if options.double:
            torch.set_default_dtype(torch.float64)
        process = Process.start(options.device)
        try:
            too_far = race(options, process)
        finally:
            process.end()
        if too_far:
            print(f"\nmore than {options.tolerance:g} apart: {', '.join(too_far)}")
            sys.exit(1 if options.check else 0)


    if __name__ == "__main__":
        main()
    """#
}
