#include "cli/transcript_input.h"

namespace cmdwright::cli {

namespace {
class StandardBytes final : public transcript::ByteInput {
public:
  explicit StandardBytes(Input& in) : in_(in) {}
  Result<std::size_t> read(char* to, std::size_t size) override { return in_.block(to, size); }

private:
  Input& in_;
};
} // namespace

std::unique_ptr<transcript::ByteInput> standard_input(World& world) {
  return std::make_unique<StandardBytes>(world.in);
}

Result<transcript::Reader> open_transcript(World& world, const std::string& path) {
  if (path != "-") return transcript::Reader::open(path);
  return transcript::Reader(standard_input(world), path);
}

} // namespace cmdwright::cli
