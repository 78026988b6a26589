import { invalidArgument } from '#core/kernel/errors.ts';
import { RequestSize } from './request-size.ts';

/**
 * Reads fields of a protobuf message in a buffer (protobuf.dev/programming-guides/encoding). `next` goes to the next
 * field and says its number; the caller then takes the value or lets it lie, so unknown fields are passed over.
 */
export class WireReader {
  /** Of the whole request: shared by the readers of all messages in it. */
  readonly size: RequestSize;
  private readonly bytes: Buffer;
  private readonly end: number;
  private position: number;
  private wireType = -1;
  private isTaken = true;

  constructor(bytes: Buffer, size = new RequestSize(), start = 0, end = bytes.length) {
    this.size = size;
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** The number of the next field; 0 at the end of the message. @throws INVALID_ARGUMENT */
  next(): number {
    if (!this.isTaken) this.skip();
    if (this.position >= this.end) return 0;
    const tag = Number(this.readVarint());
    const field = Math.floor(tag / 8);
    if (field === 0 || field > maxField) throw damaged();
    this.wireType = tag % 8;
    this.isTaken = false;
    return field;
  }

  /** Any integer or bool, without a sign, of at most 64 bits. */
  varint(): bigint {
    this.take(0);
    return this.readVarint();
  }

  fixed64(): bigint {
    return this.bytes.readBigUInt64LE(this.takeFixed(1, 8));
  }

  double(): number {
    return this.bytes.readDoubleLE(this.takeFixed(1, 8));
  }

  fixed32(): number {
    return this.bytes.readUInt32LE(this.takeFixed(5, 4));
  }

  /** Bytes that are no UTF-8 become U+FFFD. */
  text(): string {
    const { start, end } = this.takeRange();
    return this.bytes.toString('utf8', start, end);
  }

  /** A view into the buffer. */
  data(): Buffer {
    const { start, end } = this.takeRange();
    return this.bytes.subarray(start, end);
  }

  /** @throws also LIMIT_EXCEEDED */
  message(): WireReader {
    const { start, end } = this.takeRange();
    this.size.addValue();
    return new WireReader(this.bytes, this.size, start, end);
  }

  private take(wireType: number): void {
    if (this.wireType !== wireType) throw damaged();
    this.isTaken = true;
  }

  private takeFixed(wireType: number, length: number): number {
    this.take(wireType);
    const start = this.position;
    this.advance(length);
    return start;
  }

  private takeRange(): { start: number; end: number } {
    this.take(2);
    const length = Number(this.readVarint());
    const start = this.position;
    this.advance(length);
    return { start, end: this.position };
  }

  private skip(): void {
    const { wireType } = this;
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.takeFixed(1, 8);
    else if (wireType === 2) this.takeRange();
    else if (wireType === 5) this.takeFixed(5, 4);
    else throw damaged();
  }

  private advance(length: number): void {
    if (length > this.end - this.position) throw damaged();
    this.position += length;
  }

  /** Most are of one or two bytes: those take no bigint arithmetic. */
  private readVarint(): bigint {
    let low = 0;
    for (let index = 0; index < 4; index++) {
      const byte = this.readByte();
      low += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return BigInt(low);
    }
    let value = BigInt(low);
    for (let index = 4; index < 10; index++) {
      const byte = this.readByte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw damaged();
  }

  private readByte(): number {
    const byte = this.position < this.end ? this.bytes[this.position] : undefined;
    if (byte === undefined) throw damaged();
    this.position++;
    return byte;
  }
}

const maxField = 2 ** 29 - 1;

export function damaged(): Error {
  return invalidArgument(
    'body',
    'bytes',
    'it is no ExportTraceServiceRequest of OpenTelemetry',
    'Send what an OTLP exporter over HTTP makes.',
  );
}
