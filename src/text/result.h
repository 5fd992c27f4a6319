// Result<T>: a value, or the one error that prevented it. No exception crosses a room's border; whatever a
// third-party library throws ends in the wrapper around it and becomes an Error.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace cmdwright {

/// What went wrong, worded for the user. `place` is "file:line:column", or a shorter prefix of it, or empty.
struct Error {
  std::string message;
  std::string place;

  [[nodiscard]] std::string text() const { return place.empty() ? message : place + ": " + message; }
};

template <class T> class [[nodiscard]] Result {
public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// REQUIRES: ok().
  [[nodiscard]] T& value() { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const { return std::get<0>(state_); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }

  /// REQUIRES: !ok().
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

private:
  std::variant<T, Error> state_;
};

/// An action that has no value to return.
using Status = Result<std::monostate>;
[[nodiscard]] inline Status success() {
  return std::monostate{};
}

} // namespace cmdwright
