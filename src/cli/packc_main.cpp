// cmdwright-packc ROOT OUT: compiles ROOT/rules and ROOT/grammar into the file that the build embeds.
#include <cstdio>
#include <string>

#include "spec/load.h"
#include "spec/sections.h"
#include "text/files.h"

int main(int argc, char** argv) {
  using namespace cmdwright;
  if (argc != 3) {
    std::fputs("usage: cmdwright-packc ROOT OUT\n", stderr);
    return 2;
  }
  const std::string root = argv[1];
  yaml::Loading loading;
  const std::string rules = spec::compile_rules(loading, root + "/rules");
  for (const Error& e : loading.errors()) std::fprintf(stderr, "%s\n", e.text().c_str());
  if (!loading.errors().empty()) return 1;
  const Status written = write_file(argv[2], spec::write_sections({{"rules", rules}}));
  if (!written) std::fprintf(stderr, "%s\n", written.error().text().c_str());
  return written ? 0 : 1;
}
