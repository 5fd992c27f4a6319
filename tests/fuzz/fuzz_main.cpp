// One fuzzer a target: CMake compiles this file once for each with CMDWRIGHT_FUZZ_TARGET set.
#include <cstddef>
#include <cstdint>

#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cmdwright::fuzz::run(CMDWRIGHT_FUZZ_TARGET, {reinterpret_cast<const char*>(data), size});
  return 0;
}
