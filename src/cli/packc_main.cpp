// cmdwright-packc ROOT OUT: compiles ROOT/rules and ROOT/grammar into the file that the build embeds.
#include <cstdio>

#include "cli/compile_pack.h"
#include "text/files.h"

int main(int argc, char** argv) {
  using namespace cmdwright;
  if (argc != 3) {
    std::fputs("usage: cmdwright-packc ROOT OUT\n", stderr);
    return 2;
  }
  std::vector<Error> errors;
  const std::string pack = cli::compile_pack(argv[1], errors);
  for (const Error& e : errors) std::fprintf(stderr, "%s\n", e.text().c_str());
  if (!errors.empty()) return 1;
  const Status written = write_file(argv[2], pack);
  if (!written) std::fprintf(stderr, "%s\n", written.error().text().c_str());
  return written ? 0 : 1;
}
