/** Up two steps, over the fence post, down one: you land higher than you started. */
export function Mark() {
  return (
    <svg width="18" height="18" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7.2" fill="#3E5912" />
      <g
        transform="translate(16 16) scale(.9) translate(-16 -17)"
        fill="none"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M18.5 16.4V25.6" stroke="#B5CF6B" />
        <path d="M4.6 25.4H8.6V17.6H13.2V8.4H23.8V17.6H27.4" stroke="#F8F8F2" />
      </g>
    </svg>
  );
}
