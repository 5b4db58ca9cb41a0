# GradLab: `make run` starts the lab, `make test` tests everything; both install what is missing.
#
#   make run        build and start the lab            make bench    time the engine and the screen,
#   make test       all tests                                         and race PyTorch and JAX
#   make install    into PREFIX (/usr/local)           make race     only the race
#   make uninstall  out of it again                    make deb      a Debian package: .build-package
#   make lint       check the format of the code       make picture  draw the README's pictures anew
#   make clean      remove what was built              make film     record the README's film anew
#   make operations  write the page of operations
#   make records    record what the claims of every lesson come to
#   make slides     map the lecture's slides to lessons, claims and results
#   make claims     write the page of all claims: sentence, values, bound, margin: Lessons/Records/CLAIMS.md
#   make mutants    make every claim wrong, and see that fresh seeds show it (MUTANT_SEEDS=8)
#   make checkpoints  train the shipped networks anew: Assets/Checkpoints
#   make handouts   write every lesson as an HTML page: .build/handouts
#   make golden     store what the lessons print, to the last bit, after a change that is meant
#   make fuzz       random keys, sizes and faults put into files, ten minutes a kind
#   make sanitize   sessions, screens and readers of files under the sanitizers of threads and addresses
#
# QUICK=1 makes the race short: two minutes instead of ten, and rougher figures.
# PORTABLE=1 builds for any x86-64-v3 or arm64 processor instead of for this one.

PREFIX ?= /usr/local
DESTDIR ?=
PORTABLE ?=
QUICK ?=
export PORTABLE

# Builds for different processors keep apart, so that no object of the one enters the other.
SCRATCH := $(if $(filter 1,$(PORTABLE)),.build-portable,.build)
# In colour, which a terminal gets else, is another way to compile: everything would be built twice.
FLAGS := -c release --scratch-path $(SCRATCH) --no-color-diagnostics
PROGRAM := $(SCRATCH)/release/gradlab

.PHONY: run build test fuzz sanitize bench race frames lint picture film operations golden records slides claims mutants handouts checkpoints install uninstall deb clean

run: build
	@$(PROGRAM)

build:
	@.ci/install-missing build
	@swift build $(FLAGS) --product gradlab

test:
	@.ci/install-missing test
	@SCRATCH='$(SCRATCH)' FLAGS='$(FLAGS)' .ci/test-everything

# The tests try twelve seeds of each kind of input; here each kind has MINUTES. KINDS names some of them,
# as KINDS='lessons walks', and SEEDS=17-17 repeats one seed; a failure names its own.
MINUTES ?= 10
KINDS ?=
SEEDS ?=
fuzz: build
	@.ci/install-missing test
	@MINUTES='$(MINUTES)' KINDS='$(KINDS)' SEEDS='$(SEEDS)' FLAGS='$(FLAGS)' \
	  GRADLAB_PROGRAM='$(CURDIR)/$(PROGRAM)' .ci/fuzz

# Two builds of their own, .build-thread and .build-address; a fault is planted first, to see it found.
sanitize:
	@.ci/install-missing test
	@nice -n 15 .ci/sanitize

bench: build
	@swift build $(FLAGS) --product terminal-bench
	@$(PROGRAM) bench
	@GRADLAB_PROGRAM='$(PROGRAM)' $(SCRATCH)/release/terminal-bench
	@$(MAKE) --no-print-directory race

# PyTorch and JAX come from the package index into a folder of their own, unless python3 has them
# already; what can't be had is left out.
race: build
	@for module in torch jax; do \
	  PYTHONPATH=.build-opponents python3 -c "import $$module" 2>/dev/null || \
	  python3 -m pip install --quiet --target .build-opponents $$module || true; done
	@PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=.build-opponents python3 Tests/Benchmarks/race.py \
	  '$(PROGRAM)' $(if $(filter 1,$(QUICK)),--quick)

# How long each picture's screen takes at 120×40.
frames:
	@FRAME_TIMES=1 swift test $(FLAGS) --disable-testable-imports --filter FrameTimes \
	  | grep '^frame' | sort

lint:
	@.ci/check-format

picture: build
	@$(PROGRAM) render kaiming-vs-bad-initialization --step 5 --size 120x36 --svg > Assets/Pictures/study.svg
	@$(PROGRAM) render kaiming-vs-bad-initialization --step 8 --size 120x36 --set yours.c=0.7 \
	  --fork 'yours@100:learning_rate=0.2' --trained 400 --svg > Assets/Pictures/fork.svg
	@for viewer in room speaker; do $(PROGRAM) render kaiming-vs-bad-initialization --step 5 \
	  --size 110x30 --for $$viewer --svg > Assets/Pictures/$$viewer.svg; done
	@$(PROGRAM) render --size 110x30 --svg > Assets/Pictures/library.svg
	@$(PROGRAM) render the-loss-landscape --step 6 --size 120x32 --svg > Assets/Pictures/landscape.svg
	@$(PROGRAM) render attention --step 6 --size 120x30 --svg > Assets/Pictures/attention.svg
	@rm -f Assets/Pictures/heads.svg Assets/Pictures/handout.png
	@$(PROGRAM) plot the-transformer map1 --page 9 --size 132x38 --output Assets/Pictures/heads.svg
	@mkdir -p .build/handouts
	@$(PROGRAM) handout kaiming-vs-bad-initialization --output .build/handouts/picture.html
	@if command -v chromium >/dev/null; then chromium --headless --no-sandbox --hide-scrollbars \
	  --window-size=900,1000 --screenshot=Assets/Pictures/handout.png \
	  "file://$$PWD/.build/handouts/picture.html" 2>/dev/null; \
	  else echo 'make picture: without chromium there is no picture of the handout'; fi

# The README's picture that moves: keys typed into the program by a test, recorded.
film: build
	@RECORD_FILM='$(CURDIR)/Assets/Pictures/film.svg' GRADLAB_PROGRAM='$(CURDIR)/$(PROGRAM)' \
	  swift test $(FLAGS) --disable-testable-imports --filter ReadmeFilm

# Errors against PyTorch's float64 and times of every operation, as a page.
operations:
	@swift build $(FLAGS) --product operation-page
	@$(SCRATCH)/release/operation-page Sources/Autograd/OPERATIONS.md

# What `gradlab run --json` prints of every lesson, to compare with: Tests/Golden/runs.json.
golden: build
	@RECORD_GOLDEN=1 GRADLAB_PROGRAM='$(CURDIR)/$(PROGRAM)' swift test $(FLAGS) \
	  --disable-testable-imports --filter GoldenRunTests

# What the claims of every lesson come to on the seeds of its id: Lessons/Records.
records: build
	@$(PROGRAM) verify --record
	@$(MAKE) --no-print-directory claims

# The lecture's slides, with the pages that stand for them and what their claims came to.
slides: build
	@$(PROGRAM) list --slides > Lessons/Records/SLIDES.md

# Every claim with its sentence and what it came to over its seeds, from the records.
claims: build
	@$(PROGRAM) list --claims > Lessons/Records/CLAIMS.md

# Comparisons turned round, arms swapped, bounds past what was measured: at least 95 % have to fail.
MUTANT_SEEDS ?= 8
mutants: build
	@nice -n 15 $(PROGRAM) verify --mutate --fresh $(MUTANT_SEEDS)

# Every lesson as a page to be handed out, with its whole runs: some minutes. Checked where tidy is.
handouts: build
	@rm -rf $(SCRATCH)/handouts
	@$(PROGRAM) handout --all --output $(SCRATCH)/handouts
	@if command -v tidy >/dev/null; then .ci/check-handouts $(SCRATCH)/handouts/*.html; \
	  else echo 'not checked: tidy is not installed'; fi

# The network that reads what is drawn on the pad: the same bytes on every processor.
checkpoints: build
	@$(PROGRAM) run Assets/Checkpoints/lenet.md --weights Assets/Checkpoints --csv >/dev/null
	@$(PROGRAM) run Assets/Checkpoints/french.md --weights Assets/Checkpoints --csv >/dev/null

# Installs what stands built; builds only where nothing does, so that `sudo make install` after
# `make run` leaves no root-owned files in the build folder. Zsh looks for completions of packages
# elsewhere than for those of programs that are installed by hand.
SHARE := $(DESTDIR)$(PREFIX)/share
ZSH_COMPLETIONS ?= $(PREFIX)/share/zsh/site-functions
BASH_COMPLETION := $(SHARE)/bash-completion/completions/gradlab
ZSH_COMPLETION := $(DESTDIR)$(ZSH_COMPLETIONS)/_gradlab
FISH_COMPLETION := $(SHARE)/fish/vendor_completions.d/gradlab.fish
MANUAL := $(SHARE)/man/man1/gradlab.1

install:
	@test -x $(PROGRAM) || $(MAKE) build
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(SHARE)/gradlab'
	install -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/gradlab'
	rm -rf '$(SHARE)/gradlab/Lessons' '$(SHARE)/gradlab/Assets'
	cp -R Lessons Assets '$(SHARE)/gradlab/'
	rm -rf '$(SHARE)/gradlab/Assets/Pictures' '$(SHARE)/gradlab/Assets/Glyphs/make_glyphs.py'
	chmod -R u=rwX,go=rX '$(SHARE)/gradlab'
	install -d '$(dir $(BASH_COMPLETION))' '$(dir $(ZSH_COMPLETION))' '$(dir $(FISH_COMPLETION))'
	$(PROGRAM) --generate-completion-script bash | sed '/^#!/d' > '$(BASH_COMPLETION)'
	$(PROGRAM) --generate-completion-script zsh > '$(ZSH_COMPLETION)'
	$(PROGRAM) --generate-completion-script fish > '$(FISH_COMPLETION)'
	install -d '$(dir $(MANUAL))' '$(SHARE)/doc/gradlab'
	$(PROGRAM) manual > '$(MANUAL)'
	install -m 644 .ci/debian/copyright '$(SHARE)/doc/gradlab/copyright'
	chmod 644 '$(BASH_COMPLETION)' '$(ZSH_COMPLETION)' '$(FISH_COMPLETION)' '$(MANUAL)'

uninstall:
	rm -rf '$(DESTDIR)$(PREFIX)/bin/gradlab' '$(SHARE)/gradlab' '$(SHARE)/doc/gradlab' \
	  '$(BASH_COMPLETION)' '$(ZSH_COMPLETION)' '$(FISH_COMPLETION)' '$(MANUAL)'

# A package for Debian 12 and systems with its libraries: for other processors than this one, and with
# what the program needs of Swift in it, where Swift is not installed.
deb:
	@.ci/install-missing package
	@.ci/build-for-package
	@.ci/make-package .build-package/release/gradlab .build-package

clean:
	rm -rf .build .build-portable .build-package .build-thread .build-address
