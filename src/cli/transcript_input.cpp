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

Result<transcript::Reader> open_transcript(World& world, const std::string& path) {
  if (path != "-") return transcript::Reader::open(path);
  return transcript::Reader(std::make_unique<StandardBytes>(world.in), path);
}

} // namespace cmdwright::cli
