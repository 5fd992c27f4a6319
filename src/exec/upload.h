// A local file into the media library: ApplyUpload, the file (and cover, and the segments of a manifest) into
// the object storage, CommitUpload.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exec/put_object.h"
#include "exec/reporter.h"
#include "exec/request.h"
#include "exec/service.h"

namespace cmdwright::exec {

struct UploadOrder {
  Json apply;  ///< body of ApplyUpload
  Json commit; ///< of CommitUpload, without the session key
  std::string file;
  std::string cover; ///< empty: none
  unsigned parallel = 5;
  bool resume = false;      ///< the storage path is the user's, so parts of an earlier attempt may be there
  std::string storage_host; ///< template with {bucket} and {region}
  std::string storage_base; ///< in place of the real address, for tests; empty: https://<host>
  std::string label;        ///< in front of progress lines
};

struct Uploaded {
  enum class Kind : std::uint8_t {
    Done,
    BadFile, ///< nothing was sent
    Failed,
    Interrupted
  } kind = Kind::Done;
  std::string text; ///< why not
  Answer answer;    ///< of the API action that failed, if it was one
  Json response;    ///< of CommitUpload
  double seconds = 0;
  std::uint64_t bytes = 0;
};

[[nodiscard]] Task<Uploaded> upload_file(ServiceClient& service, UploadOrder order, Reporter& report);

/// A name in a manifest, as a path below the manifest's folder. An error for URLs and for everything that
/// leads out of the folder.
[[nodiscard]] Result<std::string> segment_path(const std::string& folder_in_manifest,
                                               const std::string& name);

} // namespace cmdwright::exec
