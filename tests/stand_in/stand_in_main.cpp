// cmdwright-stand-in [PORT]: the service's stand-in as a program, to try the executor against. Prints what to
// set and to type.
#include <cstdio>
#include <cstdlib>

#include "stand_in/stand_in.h"

int main(int argc, char** argv) {
  cmdwright::test::StandInOptions options;
  options.port = argc > 1 ? std::atoi(argv[1]) : 0;
  options.log = true;
  cmdwright::test::StandIn stand_in(options);
  std::printf("export TENCENTCLOUD_SECRET_ID=%s TENCENTCLOUD_SECRET_KEY=%s TENCENTCLOUD_VOD_AIGC_TOKEN=%s\n"
              "cmdwright exec --endpoint %s --request \"...\"\n",
              options.secret_id.c_str(), options.secret_key.c_str(), options.chat_token.c_str(),
              stand_in.url().c_str());
  std::fflush(stdout);
  stand_in.wait();
  return 0;
}
