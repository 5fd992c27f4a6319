#include "suite/result.h"

namespace cmdwright::suite {

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
  case Outcome::Passed:
    return "passed";
  case Outcome::Failed:
    return "failed";
  case Outcome::Broken:
    return "error";
  case Outcome::Skipped:
    break;
  }
  return "skipped";
}

void Totals::add(Outcome outcome) {
  switch (outcome) {
  case Outcome::Passed:
    ++passed;
    return;
  case Outcome::Failed:
    ++failed;
    return;
  case Outcome::Broken:
    ++broken;
    return;
  case Outcome::Skipped:
    ++skipped;
    return;
  }
}

} // namespace cmdwright::suite
