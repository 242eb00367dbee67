# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# The parts of scripts/test. Parts of one round run side by side, long ones first; the second round works on jars,
# which the part java-host makes in the first.

parts=()
default_parts=() # what runs without --all
declare -A part_about part_builds part_command

# add_part NAME BUILDS ABOUT COMMAND: BUILDS are native build folders, or "jars" for the second round.
add_part() {
  add_long_part "$@"
  default_parts+=("$1")
}

# add_long_part NAME BUILDS ABOUT COMMAND: one that runs with --all, or by its name.
add_long_part() {
  parts+=("$1")
  part_builds[$1]=$2
  part_about[$1]=$3
  part_command[$1]=$4
}

# add_core_part LIST NAME CPU ...: a part of its own, unless the CPU is not in the LIST: then a long one.
add_core_part() {
  if [[ " $1 " == *" $3 "* ]]; then add_part "$2" "${@:4}"; else add_long_part "$2" "${@:4}"; fi
}

add_parts() {
  local platform arch cpu
  add_part java-host "${platforms[*]}" "Java tests on this machine; makes the jars" java_tests
  for platform in "${arm_platforms[@]}"; do
    arch=${platform#linux-}
    for cpu in ${platform_cpus[$platform]}; do
      add_core_part "${platform_levels[$platform]}" "native-$arch-$cpu" "$cpu" \
        "$platform" "C++ tests, emulated" "native_tests $platform $cpu"
    done
  done
  add_part native-sanitize linux-x86_64 "C++ tests with AddressSanitizer and UBSan" sanitized_tests
  add_part native-host linux-x86_64 "C++ tests on this machine" "native_tests linux-x86_64"
  add_part mutants-host linux-x86_64 "every kernel of this machine, broken in each cell" "scripts/mutate-kernels linux-x86_64"
  add_long_part requantize-exhaustive linux-x86_64 "requantization of all 2^32 accumulators" \
    build/linux-x86_64/native/tests/requantize_exhaustive
  add_part style "" "how the code is laid out" scripts/check-style
  add_part schema "" "the committed classes of the .tflite format against its schema" \
    "scripts/generate-schema --check"
  add_part meter "${arm_platforms[*]}" "instructions of the kernels against the recorded ones" \
    "benchmarks/emulated/meter --built check"
  add_part conformance jars "models on this machine against TensorFlow Lite and ONNX Runtime" conformance_tests
  for platform in "${arm_platforms[@]}"; do
    arch=${platform#linux-}
    for cpu in ${platform_jvm_cpus[$platform]}; do
      add_core_part "${platform_jvm_level[$platform]}" "java-$arch-$cpu" "$cpu" \
        jars "runtime tests in an emulated $arch JVM" "emulated_java_tests $platform $cpu"
    done
  done
  add_part fuzz jars "damaged files, random graphs and round trips, a minute in all" \
    "scripts/fuzz --fresh --built --minutes 1 tflite-mutations onnx-mutations graphs round-trips"
  add_part libraries jars "what the native libraries in the jars need and contain" \
    scripts/check-native-libraries
  add_part attack-plant-library jars "another user plants the native library, as root in a private mount" \
    scripts/attacks/plant-library
  add_part attack-device-node jars "devices, pipes, links and inputs as outputs, in a private mount" \
    scripts/attacks/device-node
  add_part modules jars "the jars on the module path and in a jlink image" scripts/check-modules
  add_long_part modules-arm64 jars "the same, and an image for arm64, emulated" "scripts/check-modules --arm64"
  add_part consumer jars "a project of its own that uses the deployed jars" scripts/lib/consumer
}
add_parts

# native_tests PLATFORM [CPU]: with -V the log has each program's own count of tests. What is the same at all levels is
# tested on the first core alone, without --all.
native_tests() {
  local wanted=()
  if [[ ${2:-} && ! $LANEWISE_TEST_ALL && ${platform_levels[$1]%% *} != "$2" ]]; then
    wanted=(-L levels)
    export LANEWISE_TEST_LEVEL=own
  fi
  as_core "$1" "${2:-}" ctest --test-dir "build/$1" --no-tests=error -V "${wanted[@]}"
}

sanitized_tests() {
  ctest --test-dir build/linux-x86_64 -C sanitized -L sanitized --no-tests=error -V
}

# Tests of the modules, jars, and their deployment into a repository inside the clone, all in one Maven run.
java_tests() {
  rm -rf build/repository
  maven deploy -Pall-platforms,training -Dmaven.install.skip=true -Dlanewise.conformance.skip=true \
    "-DaltDeploymentRepository=build::file:$PWD/build/repository" "$@"
}

make_jars() {
  java_tests -DskipTests
}

# The tests of java/conformance, as java-host compiled them: all, or without --all of every kind some. ONNX Runtime asks
# for more stack than the usual megabyte where it is what a process begins with.
conformance_tests() (
  options=()
  [[ $LANEWISE_TEST_ALL ]] || options=(-Dlanewise.records=200 -Dlanewise.table.records=50 -Dlanewise.cases=100
    -Dlanewise.mutations=500 -Dlanewise.every=5)
  cd java/conformance && java -Xmx512m -Xss4m -cp "target/test-classes:$(<target/test.classpath)" "${options[@]}" \
    -Dlanewise.oracle="$PWD/target/tflite-oracle" io.lanewise.conformance.RunTests
)

# emulated_java_tests PLATFORM CPU: what java-host compiled, in a JVM of that platform. Several of
# these run at once, each with its own files.
emulated_java_tests() {
  as_core "$1" "$2" maven surefire:test -pl java/runtime -Djvm="$(platform_jvm "$1")" -DfailIfNoTests=true \
    -Dsurefire.reportNameSuffix="$1-$2" -DtempDir="surefire-$1-$2" &&
    emulated_conformance_tests "$1" "$2"
}

# emulated_conformance_tests PLATFORM CPU: both backends against each other, and against recorded
# outputs where those are at hand (LANEWISE_SHARED, see java/conformance/README.md); a model learns other classes.
emulated_conformance_tests() (
  cd java/conformance &&
    as_core "$1" "$2" "$(platform_jvm "$1")" -cp "target/test-classes:$(<target/test.classpath)" \
      -Dlanewise.cases=20 -Dlanewise.records=3 -Dlanewise.backends=NATIVE \
      -Dorg.bytedeco.javacpp.cachedir="target/javacpp-$1-$2" \
      io.lanewise.conformance.RunTests BackendAgreementTest Int8ReferenceTest WakeWordTest AdaptationAccuracyTest
)

maven() {
  mvn -B -ntp -Dstyle.color=never "$@"
}

# build_native PLATFORM: with all that its parts run. Sanitizers need libraries that cross compilers do not have.
build_native() {
  local sanitized=OFF
  [[ $1 == linux-x86_64 ]] && sanitized=ON
  scripts/build-native "$1" -DLANEWISE_TESTS=ON -DLANEWISE_BENCHMARKS=ON -DLANEWISE_WALL_CLOCK=ON \
    -DLANEWISE_SANITIZED_TESTS=$sanitized "-DLANEWISE_BENCHMARK_ROOT=$(benchmark_root "$1")"
}

# tests_in LOG: how many tests ran and how many were skipped, in the words of GoogleTest, the meter,
# the exhaustive requantization, the table of broken kernels and Surefire.
tests_in() {
  awk '
    /\[==========\] .* ran\./ { sub(/.*\] /, ""); ran += $1 }
    /\[  SKIPPED \] [0-9]+ test/ { sub(/.*\] /, ""); skipped += $1 }
    /^[0-9]+ (workloads|factors), / { ran += $1 }
    /^linux-[^ ]+ +[^ ]+ +[0-9]+ +[0-9]+ +[0-9]+$/ { ran += $4 }
    /Tests run: .* Skipped: [0-9]+$/ { gsub(",", ""); ran += $(NF - 6); skipped += $NF }
    END { if (ran) printf "%d%s", ran - skipped, skipped ? " (" skipped " skipped)" : "" }' "$1"
}
