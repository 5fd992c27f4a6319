#include "suite/linter_faults.h"

namespace cmdwright::suite {

std::vector<Found> LinterFaults::find(const transcript::Conversation& conversation,
                                      const Behaviour& behaviour) const {
  lint::Report report;
  linter_.conversation(conversation, report);
  std::vector<Found> out;
  for (const lint::Finding& f : report.findings) {
    const lint::Source& source = report.sources[f.source];
    Found found{std::string(f.rule->slug), f.message, 0, std::string(f.span.of(source.text))};
    for (std::uint32_t i = 0; i < behaviour.turns.size(); ++i)
      if (behaviour.turns[i].first_message <= source.message) found.turn = i;
    out.push_back(std::move(found));
  }
  return out;
}

} // namespace cmdwright::suite
