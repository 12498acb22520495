/*
 * A PC/SC library that plays from a script: preloaded before libpcsclite, so that the real nfc-pcsc sees
 * readers plugged in and out and connects that fail, which no virtual reader can show. The script is a
 * small file, read again at each look; its path is in SCRIPTED_PCSC_CONTROL:
 *
 *   reader 1            one reader is plugged in (0: none)
 *   overlooked 1        the list of readers leaves it out, as a race in the addon does
 *   lingering 1         the thread that hears of the reader's end is slow to go on, as on a busy
 *                       machine
 *   uid 04a1b2c3d4e5f6  this card lies on it (line absent: none)
 *   visits 3            how often a card has come or gone; the upper half of a reader's state
 *   connect 8010000c 1  what SCardConnect returns, in hex, and how often for this visit
 *                       (line absent: success)
 *   transmit 80100069   what SCardTransmit returns, in hex (line absent: success)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <winscard.h>

#define READER "Scripted Reader 00 00"
#define NOTIFICATION "\\\\?PnP?\\Notification"
#define LOOK_EVERY_US 5000
#define LINGER_US 30000
#define MOST_CONTEXTS 65536

struct script {
	int reader;
	int overlooked;
	int lingering;
	unsigned long visits;
	unsigned long connect;
	unsigned long connect_failures;
	unsigned long transmit;
	unsigned char uid[10];
	DWORD uid_length;
};

static const unsigned char ATR[] = { 0x3b, 0x8f, 0x80, 0x01, 0x80, 0x4f, 0x0c, 0xa0, 0x00, 0x00,
	0x03, 0x06, 0x03, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x68 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static SCARDCONTEXT last_context;
static int cancelled[MOST_CONTEXTS];

/* Set in a thread that has just been told that its reader is gone. */
static __thread int lingers;

/*
 * The addon's thread gives its lock back after each event and then looks whether it was closed. Resting
 * in between lets the closing come first, which a machine under load does now and then.
 */
int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	static int (*real)(pthread_mutex_t *);
	int result;

	if (!real)
		real = dlsym(RTLD_NEXT, "pthread_mutex_unlock");
	result = real(mutex);
	if (lingers) {
		lingers = 0;
		usleep(LINGER_US);
	}
	return result;
}

static struct script look(void)
{
	struct script now = { 0 };
	char line[128], word[16], value[64], second[16];
	const char *path = getenv("SCRIPTED_PCSC_CONTROL");
	FILE *file = path ? fopen(path, "r") : NULL;

	if (!file)
		return now;
	while (fgets(line, sizeof line, file)) {
		strcpy(second, "0");
		if (sscanf(line, "%15s %63s %15s", word, value, second) < 2)
			continue;
		if (!strcmp(word, "reader"))
			now.reader = atoi(value);
		else if (!strcmp(word, "overlooked"))
			now.overlooked = atoi(value);
		else if (!strcmp(word, "lingering"))
			now.lingering = atoi(value);
		else if (!strcmp(word, "visits"))
			now.visits = strtoul(value, NULL, 10);
		else if (!strcmp(word, "connect")) {
			now.connect = strtoul(value, NULL, 16);
			now.connect_failures = strtoul(second, NULL, 10);
		}
		else if (!strcmp(word, "transmit"))
			now.transmit = strtoul(value, NULL, 16);
		else if (!strcmp(word, "uid"))
			for (now.uid_length = 0; now.uid_length < sizeof now.uid; now.uid_length++)
				if (sscanf(value + 2 * now.uid_length, "%2hhx", &now.uid[now.uid_length]) != 1)
					break;
	}
	fclose(file);
	return now;
}

static LONG failure(unsigned long code)
{
	return (LONG)code;
}

LONG SCardEstablishContext(DWORD scope, LPCVOID reserved1, LPCVOID reserved2, LPSCARDCONTEXT context)
{
	(void)scope;
	(void)reserved1;
	(void)reserved2;
	pthread_mutex_lock(&lock);
	last_context = last_context % (MOST_CONTEXTS - 1) + 1;
	cancelled[last_context] = 0;
	*context = last_context;
	pthread_mutex_unlock(&lock);
	return SCARD_S_SUCCESS;
}

LONG SCardReleaseContext(SCARDCONTEXT context)
{
	(void)context;
	return SCARD_S_SUCCESS;
}

LONG SCardCancel(SCARDCONTEXT context)
{
	cancelled[context % MOST_CONTEXTS] = 1;
	return SCARD_S_SUCCESS;
}

LONG SCardListReaders(SCARDCONTEXT context, LPCSTR groups, LPSTR names, LPDWORD length)
{
	struct script now = look();

	(void)context;
	(void)groups;
	if (!now.reader || now.overlooked)
		return failure(SCARD_E_NO_READERS_AVAILABLE);
	if (names && *length == SCARD_AUTOALLOCATE) {
		char *own = malloc(sizeof READER + 1);

		if (!own)
			return failure(SCARD_E_NO_MEMORY);
		memcpy(own, READER "\0", sizeof READER + 1);
		*(LPSTR *)names = own;
	} else if (names) {
		if (*length < sizeof READER + 1)
			return failure(SCARD_E_INSUFFICIENT_BUFFER);
		memcpy(names, READER "\0", sizeof READER + 1);
	}
	*length = sizeof READER + 1;
	return SCARD_S_SUCCESS;
}

LONG SCardFreeMemory(SCARDCONTEXT context, LPCVOID memory)
{
	(void)context;
	free((void *)memory);
	return SCARD_S_SUCCESS;
}

/* One look at one reader, as libpcsclite reports it. Returns 1 when there is news. */
static int changed(SCARD_READERSTATE *state, const struct script *now)
{
	DWORD before = state->dwCurrentState;

	if (!strcmp(state->szReader, NOTIFICATION)) {
		state->dwEventState = (DWORD)now->reader << 16;
		if (before >> 16 == (DWORD)now->reader)
			return 0;
		state->dwEventState |= SCARD_STATE_CHANGED;
		return 1;
	}
	if (!now->reader) {
		state->dwEventState = SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_CHANGED;
		state->cbAtr = 0;
		lingers = now->lingering;
		return 1;
	}
	state->dwEventState = (DWORD)now->visits << 16;
	state->dwEventState |= now->uid_length ? SCARD_STATE_PRESENT : SCARD_STATE_EMPTY;
	state->cbAtr = now->uid_length ? sizeof ATR : 0;
	memcpy(state->rgbAtr, ATR, state->cbAtr);
	if ((before & ~(DWORD)SCARD_STATE_CHANGED) == state->dwEventState)
		return 0;
	state->dwEventState |= SCARD_STATE_CHANGED;
	return 1;
}

LONG SCardGetStatusChange(SCARDCONTEXT context, DWORD timeout, SCARD_READERSTATE *states, DWORD count)
{
	DWORD waited_ms = 0;

	for (;;) {
		struct script now = look();
		int news = 0;

		for (DWORD i = 0; i < count; i++) {
			int is_reader = strcmp(states[i].szReader, NOTIFICATION) != 0;
			/* What was reported as gone once is an unknown name afterwards. */
			if (is_reader && !now.reader && states[i].dwCurrentState & SCARD_STATE_UNKNOWN)
				return failure(SCARD_E_UNKNOWN_READER);
			news |= changed(&states[i], &now);
		}
		if (news)
			return SCARD_S_SUCCESS;
		if (cancelled[context % MOST_CONTEXTS]) {
			cancelled[context % MOST_CONTEXTS] = 0;
			return failure(SCARD_E_CANCELLED);
		}
		if (timeout != INFINITE && waited_ms >= timeout)
			return failure(SCARD_E_TIMEOUT);
		usleep(LOOK_EVERY_US);
		waited_ms += LOOK_EVERY_US / 1000;
	}
}

LONG SCardConnect(SCARDCONTEXT context, LPCSTR reader, DWORD mode, DWORD protocols,
	LPSCARDHANDLE card, LPDWORD protocol)
{
	static unsigned long visit, failures;
	struct script now = look();

	(void)context;
	(void)reader;
	(void)mode;
	(void)protocols;
	if (!now.reader)
		return failure(SCARD_E_UNKNOWN_READER);
	if (visit != now.visits) {
		visit = now.visits;
		failures = 0;
	}
	if (now.connect && failures < now.connect_failures) {
		failures++;
		return failure(now.connect);
	}
	if (!now.uid_length)
		return failure(SCARD_E_NO_SMARTCARD);
	*card = 1;
	*protocol = SCARD_PROTOCOL_T1;
	return SCARD_S_SUCCESS;
}

LONG SCardDisconnect(SCARDHANDLE card, DWORD disposition)
{
	(void)card;
	(void)disposition;
	return SCARD_S_SUCCESS;
}

LONG SCardTransmit(SCARDHANDLE card, const SCARD_IO_REQUEST *send_header, LPCBYTE command,
	DWORD command_length, SCARD_IO_REQUEST *answer_header, LPBYTE answer, LPDWORD answer_length)
{
	static const unsigned char get_uid[] = { 0xff, 0xca, 0x00, 0x00, 0x00 };
	struct script now = look();

	(void)card;
	(void)send_header;
	(void)answer_header;
	if (!now.reader)
		return failure(SCARD_E_READER_UNAVAILABLE);
	if (!now.uid_length)
		return failure(SCARD_W_REMOVED_CARD);
	if (now.transmit)
		return failure(now.transmit);
	if (command_length != sizeof get_uid || memcmp(command, get_uid, sizeof get_uid)) {
		memcpy(answer, "\x6d\x00", 2);
		*answer_length = 2;
		return SCARD_S_SUCCESS;
	}
	memcpy(answer, now.uid, now.uid_length);
	memcpy(answer + now.uid_length, "\x90\x00", 2);
	*answer_length = now.uid_length + 2;
	return SCARD_S_SUCCESS;
}
