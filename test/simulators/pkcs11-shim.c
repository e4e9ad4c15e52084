/*
 * A PKCS#11 module for tests: hands everything to a real one (SHIM_REAL) and misbehaves when told. It reads one command
 * from the file SHIM_COMMAND at each call, counts logins and signatures in SHIM_COUNTS (one letter each: L login,
 * C context login, S signature begun), and keeps the PIN tries of its token in SHIM_TRIES, as a card does: a wrong PIN
 * takes one, none left locks.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CK_PTR *
#define CK_DECLARE_FUNCTION(returnType, name) returnType name
#define CK_DECLARE_FUNCTION_POINTER(returnType, name) returnType(*name)
#define CK_CALLBACK_FUNCTION(returnType, name) returnType(*name)
#define NULL_PTR 0
#include "pkcs11.h"

#define MOST_TRIES 3
#define MOST_SLOTS 64

static CK_FUNCTION_LIST list;
static CK_FUNCTION_LIST_PTR real;

static const char *place(const char *name) {
  const char *value = getenv(name);
  return value == NULL ? "" : value;
}

static void read_file(const char *name, char *into, size_t room) {
  int file = open(place(name), O_RDONLY);
  ssize_t length = file < 0 ? 0 : read(file, into, room - 1);
  if (file >= 0) close(file);
  into[length < 0 ? 0 : length] = '\0';
}

static void count(char letter) {
  int file = open(place("SHIM_COUNTS"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0) return;
  if (write(file, &letter, 1) != 1) abort();
  close(file);
}

static int signatures(void) {
  static char counts[1 << 16];
  int found = 0;
  read_file("SHIM_COUNTS", counts, sizeof counts);
  for (const char *at = counts; *at != '\0'; at += 1) found += *at == 'S';
  return found;
}

static int tries(void) {
  char text[16];
  read_file("SHIM_TRIES", text, sizeof text);
  return text[0] == '\0' ? MOST_TRIES : atoi(text);
}

static void keep_tries(int left) {
  char text[16];
  int length = snprintf(text, sizeof text, "%d", left);
  int file = open(place("SHIM_TRIES"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || write(file, text, (size_t)length) != length) abort();
  close(file);
}

/* The number behind a command, or -1 when the command is another one. */
static int command(const char *name) {
  char text[64];
  size_t length = strlen(name);
  read_file("SHIM_COMMAND", text, sizeof text);
  if (strncmp(text, name, length) != 0) return -1;
  if (text[length] == ' ') return atoi(text + length + 1);
  return text[length] == '\0' || text[length] == '\n' ? 0 : -1;
}

static void misbehave(const char *where, int now) {
  char name[32];
  snprintf(name, sizeof name, "crash-%s", where);
  int at = command(name);
  if (at == 0 || (at > 0 && at == now)) _exit(139);
  snprintf(name, sizeof name, "hang-%s", where);
  at = command(name);
  if (at == 0 || (at > 0 && at == now)) for (;;) pause();
}

/* Pulled out: what was open is lost for good, also after it is put back. */
static int removed(void) {
  if (command("removed") < 0) return 0;
  CK_SLOT_ID slots[MOST_SLOTS];
  CK_ULONG found = MOST_SLOTS;
  if (real->C_GetSlotList(CK_TRUE, slots, &found) == CKR_OK)
    for (CK_ULONG at = 0; at < found; at += 1) real->C_CloseAllSessions(slots[at]);
  return 1;
}

static CK_RV shim_initialize(CK_VOID_PTR arguments) {
  misbehave("load", 0);
  return real->C_Initialize(arguments);
}

static CK_RV shim_get_slot_list(CK_BBOOL present, CK_SLOT_ID_PTR slots, CK_ULONG_PTR found) {
  misbehave("list", 0);
  if (!removed() || !present) return real->C_GetSlotList(present, slots, found);
  *found = 0;
  return CKR_OK;
}

static CK_RV shim_get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  if (removed()) return CKR_TOKEN_NOT_PRESENT;
  if (command("no-info") == 0) return CKR_DEVICE_ERROR;
  CK_RV value = real->C_GetTokenInfo(slot, info);
  if (value != CKR_OK) return value;
  info->flags &= ~(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  int left = tries();
  if (left < MOST_TRIES || command("count-low") == 0) info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (left == 1) info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (left == 0) info->flags |= CKF_USER_PIN_LOCKED;
  return CKR_OK;
}

static CK_RV shim_open_session(
    CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR of, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session) {
  if (removed()) return CKR_TOKEN_NOT_PRESENT;
  return real->C_OpenSession(slot, flags, of, notify, session);
}

static CK_RV shim_login(
    CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  count(user == CKU_CONTEXT_SPECIFIC ? 'C' : 'L');
  misbehave("login", 0);
  if (removed()) return CKR_DEVICE_REMOVED;
  if (tries() == 0) return CKR_PIN_LOCKED;
  CK_RV value = real->C_Login(session, user, pin, length);
  if (value == CKR_OK) keep_tries(MOST_TRIES);
  if (value == CKR_PIN_INCORRECT) keep_tries(tries() - 1);
  return value;
}

static CK_RV shim_sign_init(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  if (removed()) return CKR_SESSION_HANDLE_INVALID;
  return real->C_SignInit(session, mechanism, key);
}

static CK_RV shim_sign(
    CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature, CK_ULONG_PTR room) {
  int now = signatures() + 1;
  if (signature != NULL) count('S');
  misbehave("sign", now);
  if (command("remove-at") == now) {
    int file = open(place("SHIM_COMMAND"), O_WRONLY | O_TRUNC);
    if (file < 0 || write(file, "removed", 7) != 7) abort();
    close(file);
  }
  if (removed()) return CKR_DEVICE_REMOVED;
  return real->C_Sign(session, data, length, signature, room);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR functions) {
  if (real == NULL) {
    CK_C_GetFunctionList get = NULL;
    void *module = dlopen(place("SHIM_REAL"), RTLD_NOW | RTLD_LOCAL);
    if (module != NULL) *(void **)&get = dlsym(module, "C_GetFunctionList");
    if (get == NULL || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
    list = *real;
    list.C_Initialize = shim_initialize;
    list.C_GetSlotList = shim_get_slot_list;
    list.C_GetTokenInfo = shim_get_token_info;
    list.C_OpenSession = shim_open_session;
    list.C_Login = shim_login;
    list.C_SignInit = shim_sign_init;
    list.C_Sign = shim_sign;
  }
  *functions = &list;
  return CKR_OK;
}
