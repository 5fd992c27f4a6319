#include "exec/records.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include "text/files.h"

namespace cmdwright::exec {

namespace fs = std::filesystem;

namespace {
/// The folder itself is locked: the file is replaced by each change.
class FolderLock {
public:
  explicit FolderLock(const std::string& folder)
      : fd_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (fd_ >= 0) ::flock(fd_, LOCK_EX);
  }
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

private:
  int fd_;
};

Json* record_of(Json& list, const std::string& task) {
  for (Json& record : list)
    if (text_at(record, "task_id") == task) return &record;
  return nullptr;
}
} // namespace

Result<Json> Records::read() const {
  std::error_code none;
  if (!fs::exists(path_, none)) return Json::array();
  const Result<std::string> text = read_file(path_);
  if (!text) return text.error();
  Result<Json> parsed = parse_json(*text);
  if (!parsed || !parsed->is_array()) return Error{"is no list of records", path_};
  return parsed;
}

template <class Change> Status Records::change(Change change) const {
  const std::string folder = fs::path(path_).parent_path().string();
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return Error{"cannot make the folder: " + failed.message(), folder};
  const FolderLock lock(folder);
  Result<Json> list = read();
  if (!list) {
    // Not ours to overwrite.
    std::string aside = path_ + ".damaged";
    for (unsigned n = 2; fs::exists(aside, failed); ++n) aside = path_ + ".damaged-" + std::to_string(n);
    if (::rename(path_.c_str(), aside.c_str()) != 0)
      return Error{std::string("cannot be set aside: ") + std::strerror(errno), path_};
    list = Json::array();
  }
  change(*list);
  return write_file(path_, dump(*list, 2) + "\n");
}

Status Records::put(const Json& record) const {
  return change([&](Json& list) {
    Json* old = record_of(list, text_at(record, "task_id"));
    if (old != nullptr)
      *old = record;
    else
      list.push_back(record);
  });
}

Status Records::put_result(const std::string& task, const Json& result) const {
  return change([&](Json& list) {
    Json* record = record_of(list, task);
    if (record == nullptr) record = &list.emplace_back(Json{{"task_id", task}});
    (*record)["result"] = result;
  });
}

} // namespace cmdwright::exec
