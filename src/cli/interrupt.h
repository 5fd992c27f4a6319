// Ctrl-C asks work to stop; a second one ends the program at once.
#pragma once

#include <atomic>

namespace cmdwright::cli {

/// Watches SIGINT and SIGTERM as long as it lives; only one at a time.
class Interrupt {
public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] const std::atomic<bool>& asked() const;
};

} // namespace cmdwright::cli
