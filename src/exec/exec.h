// The exec room: commands carried out against the service.
//
//   what a command requests    api.h, api_model.h (rules/api/*.yaml)   request.h, transform.h   dry_run.h
//   what is to be run          input.h (text and gen results)          policy.h                 run.h (plans)
//   one command                step.h, step_*.cpp                      wait.h                   results.h
//   paid requests, once        submit.h                                ledger.h
//   talking to the service     service.h, tc3.h                        chat.h, sse.h            environment.h
//   files                      upload.h, put_object.h                  cos.h, cos_sign.h        source_file.h
//   underneath                 loop.h, task.h (coroutines)             http.h (libcurl)         secret.h
//   without all of this        process_backend.h (the Python scripts)
//
// In: command trees, the environment, the network. Out: results and, in the ledger, what was paid for. The
// first line and input.h are part of every program; the rest, with libcurl, OpenSSL and SQLite, only of
// cmdwright-exec.
#pragma once
